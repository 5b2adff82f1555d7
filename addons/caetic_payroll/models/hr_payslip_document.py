# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from .hr_salary_rule import BLOCKS

# Blocks whose lines are shown as one sum, as the order of 25 February 2016 wants.
SUMMED = ("other",)
# Figures cumulated over the year that the payslip prints.
CUMULATED = ("gross", "net_taxable", "net_social", "tax", "cost")


class HrPayslipDocument(models.Model):
    """Payslip as the person reads it: clarified, archived, theirs only."""

    _name = "hr.payslip"
    _inherit = ["hr.payslip", "caetic.archive.mixin"]

    caetic_pay_date = fields.Date(
        string="Date of payment", compute="_compute_caetic_pay_date"
    )

    @api.depends("date_from", "company_id.caetic_pay_day")
    def _compute_caetic_pay_date(self):
        for slip in self:
            day = slip.company_id.caetic_pay_day or 31
            last = fields.Date.end_of(slip.date_from, "month")
            slip.caetic_pay_date = last.replace(day=min(day, last.day))

    # -- archive --------------------------------------------------------------------

    def _get_report_ref(self):
        own = all(slip.caetic_member_id for slip in self)
        return "caetic_payroll.report_payslip_action" if own else None

    def _is_document_final(self, report_name):
        return self.state == "done"

    def _get_document_title(self):
        self.ensure_one()
        month = self.date_from.strftime("%Y-%m")
        return f"Bulletin {month} {self.caetic_member_id.name}"

    # -- words of the template ------------------------------------------------------

    def _get_printed_blocks(self):
        """Return the contributions by block, in the order of the payslip.

        :returns: list of (code of the block, list of rows); a row has label, base,
            employee_rate, employee, employer
        """
        self.ensure_one()
        rows = {}
        for line in self.line_ids.sorted("sequence"):
            if line.caetic_side in ("employee", "employer") and line.caetic_block:
                self._add_printed_line(rows, line)
        blocks = []
        for code, _label in BLOCKS:
            own = [row for (block, _code), row in rows.items() if block == code]
            if own:
                blocks.append((code, own))
        return blocks

    def _add_printed_line(self, rows, line):
        code = line.caetic_block if line.caetic_block in SUMMED else None
        key = (line.caetic_block, code or line.caetic_line_code)
        row = rows.setdefault(
            key,
            {
                "label": line.name.removesuffix(" (employeur)"),
                "base": line.caetic_base,
                "employee_rate": 0.0,
                "employer_rate": 0.0,
                "employee": 0.0,
                "employer": 0.0,
            },
        )
        both = (row[line.caetic_side], line.total)
        row[line.caetic_side] = engine.total(map(to_decimal, both))
        row[f"{line.caetic_side}_rate"] = line.caetic_rate
        if code:
            row["label"] = "Autres contributions dues par l'employeur"
            row["base"] = row["employer_rate"] = 0.0

    def _get_printed_own(self):
        """Return the additions to the net and the deductions from it."""
        return self.line_ids.filtered(
            lambda line: line.category_id.code == "CAETIC_OWN"
        )

    def _get_relief_total(self):
        """Return what reliefs of contributions gave, EUR, positive."""
        lines = self.line_ids.filtered(lambda line: line.caetic_block == "relief")
        return -engine.total(map(to_decimal, lines.mapped("total")))

    def _get_cumulated(self):
        """Return the sums of the year up to this payslip, EUR, by name."""
        self.ensure_one()
        reader = self.env["caetic.pay.reader"]
        years = reader._get_years(self.caetic_member_id, self.date_from, self)
        month = {name: to_decimal(self[f"caetic_{name}"]) for name in CUMULATED}
        year = years.get(self.caetic_member_id.id)
        return engine.cumulated(year, month, self.credit_note)

    # -- owner ----------------------------------------------------------------------

    def _portal_get_pdf(self):
        """Return the archived payslip to its owner, printed at the first request.

        :raises AccessError: for whoever is not the person paid
        """
        self.ensure_one()
        slip_sudo = self.sudo()  # The owner has no right on payslips: checked here.
        member_sudo = slip_sudo.caetic_member_id
        if slip_sudo.state != "done" or member_sudo.user_id != self.env.user:
            raise AccessError(self.env._("This payslip is somebody else's."))
        slip_sudo._archive_pdf()
        return slip_sudo._get_pdf()
