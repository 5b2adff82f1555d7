# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CaeticProfitShare(models.Model):
    """Gross of the year, from the payslips."""

    _inherit = "caetic.profit.share"

    @api.model
    def _get_pay(self, member_ids, start, end):
        # Who shares a result reads totals of a year, not payslips.
        slips_sudo = self.env["hr.payslip"].sudo()
        groups = slips_sudo._read_group(
            [
                ("caetic_member_id", "in", member_ids),
                ("state", "=", "done"),
                ("date_from", ">=", start),
                ("date_to", "<=", end),
            ],
            ["caetic_member_id", "credit_note"],
            ["caetic_gross:sum"],
        )
        pay = super()._get_pay(member_ids, start, end)
        for member, is_refund, gross in groups:
            sign = -1 if is_refund else 1
            pay[member.id] = pay.get(member.id, 0) + sign * gross
        return pay
