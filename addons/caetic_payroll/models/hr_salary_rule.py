# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

BLOCKS = [
    ("health", "Health"),
    ("accident", "Work accidents"),
    ("retirement", "Retirement"),
    ("family", "Family"),
    ("unemployment", "Unemployment insurance"),
    ("other", "Other contributions of the employer"),
    ("csg", "CSG and CRDS"),
    ("relief", "Exemptions and reliefs"),
]
BODIES = [
    ("urssaf", "Urssaf"),
    ("agirc_arrco", "Agirc-Arrco"),
    ("provident", "Provident insurance"),
    ("health", "Health insurance"),
    ("housing", "Housing (PEEC)"),
    ("tax", "Tax administration"),
    ("cpam", "Health insurance fund (CPAM)"),
]


class HrSalaryRule(models.Model):
    """Rule whose amount is a line of the engine: one computation for each payslip.

    A rule of the cooperative's own, of any other type, in the category of additions
    and deductions (CAETIC_OWN), changes the net paid and is posted on its account.
    """

    _inherit = "hr.salary.rule"

    amount_select = fields.Selection(
        selection_add=[("engine", "Payroll engine")],
        ondelete={"engine": "cascade"},
    )
    caetic_line_code = fields.Char(string="Line of the engine")
    caetic_side = fields.Selection(
        [("employee", "Employee"), ("employer", "Employer"), ("total", "Total")],
        string="Part",
    )
    caetic_block = fields.Selection(BLOCKS, string="Block of the payslip")
    caetic_body = fields.Selection(BODIES, string="Body paid")
    caetic_account_id = fields.Many2one(
        "account.account",
        string="Account posted",
        help="For a rule of the cooperative's own: counterpart of the net paid.",
    )

    def _satisfy_condition_none(self, localdict):
        if self.amount_select == "engine":
            return localdict["payslip"]._caetic_has_line(self, localdict)
        return super()._satisfy_condition_none(localdict)

    def _get_caetic_label(self):
        """Return the name of the line, the same on both sides."""
        self.ensure_one()
        return self.name.removesuffix(" (employeur)")

    @api.model
    def _get_caetic_labels(self):
        """Return ``{line code: name}`` of the lines of the engine."""
        rules = self.search([("amount_select", "=", "engine")])
        return {rule.caetic_line_code: rule._get_caetic_label() for rule in rules}

    @api.depends()
    def _compute_rule_engine(self, localdict):
        """Return the values of the payslip line, as OCA's rules do."""
        return localdict["payslip"]._caetic_get_line(self, localdict)
