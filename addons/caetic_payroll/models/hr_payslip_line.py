# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class HrPayslipLine(models.Model):
    """Line of a payslip: base and rate beside its amount."""

    _inherit = "hr.payslip.line"

    # Lines are never read but those of a payslip, among hundreds of thousands.
    slip_id = fields.Many2one(index=True)
    caetic_base = fields.Float(string="Base", digits="Payroll")
    caetic_rate = fields.Float(string="Rate of the line (%)", digits="Payroll Rate")
    caetic_member_id = fields.Many2one(
        related="slip_id.caetic_member_id", string="Member"
    )
    caetic_activity_id = fields.Many2one(
        related="slip_id.caetic_activity_id", string="Activity"
    )
    caetic_slip_state = fields.Selection(
        related="slip_id.state", string="State of the payslip", help=""
    )

    def action_open_payslip(self):
        """Open the payslip of the line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "hr.payslip",
            "res_id": self.slip_id.id,
            "view_mode": "form",
        }
