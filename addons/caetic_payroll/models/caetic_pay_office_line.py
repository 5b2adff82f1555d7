# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

# Lines of the engine, both sides; those that stand for an office's sums left out.
OWN = [
    ("amount_select", "=", "engine"),
    ("caetic_side", "in", ("employee", "employer")),
    ("caetic_line_code", "not =like", "office%"),
]


class CaeticPayOfficeLine(models.Model):
    """What a line code of an outside payroll office stands for in our payslips.

    Each office has its own codes. An unknown one is written here at the first import,
    which it stops: staff say once which line it is, or that it is to be ignored.
    """

    _name = "caetic.pay.office.line"
    _description = "Line of a payroll office"
    _order = "code"
    _rec_name = "code"

    code = fields.Char(required=True)
    label = fields.Char(string="Name on their payslip")
    rule_ids = fields.Many2many(
        "hr.salary.rule",
        string="Our lines",
        domain=OWN,
        help="Several where the office prints them as one; either side names the line.",
    )
    is_ignored = fields.Boolean(
        string="Not a contribution",
        help="Gross, totals, net, income tax: what the other table holds already.",
    )

    _code_uniq = models.UniqueIndex("(LOWER(code))", "This code is here already.")

    @api.model
    def _get_known(self):
        """Return ``{code in small letters: (our line codes, ignored)}``."""
        return {row.code.lower(): row._get_meaning() for row in self.search([])}

    def _get_meaning(self):
        self.ensure_one()
        codes = dict.fromkeys(self.rule_ids.mapped("caetic_line_code"))
        return tuple(codes), self.is_ignored

    @api.model
    def _note_unknown(self, labels):
        """Write codes that are not known yet, with our line when its name is the same.

        :param labels: ``{code: name on the office's payslip}``
        :returns: the rows still to complete
        """
        known, own = self._get_known(), self._get_own_lines()
        self.create(
            [
                {
                    "code": code,
                    "label": label,
                    "rule_ids": [
                        (6, 0, own.get(code.lower()) or own.get(label.lower(), []))
                    ],
                }
                for code, label in labels.items()
                if code.lower() not in known
            ]
        )
        rows = self.search([("is_ignored", "=", False), ("rule_ids", "=", False)])
        wanted = {code.lower() for code in labels}
        return rows.filtered(lambda row: row.code.lower() in wanted)

    def _get_own_lines(self):
        """Return ``{code or name of our line, in small letters: [its rule's id]}``."""
        rules = self.env["hr.salary.rule"].search(OWN)
        names = {rule._get_caetic_label().lower(): rule.ids for rule in rules}
        return names | {rule.caetic_line_code.lower(): rule.ids for rule in rules}
