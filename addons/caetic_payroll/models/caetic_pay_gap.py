# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPayGap(models.Model):
    """Figure of a payroll office that differs from our computation."""

    _name = "caetic.pay.gap"
    _description = "Difference with the payroll office"
    _order = "slip_id, id"
    _rec_name = "code"

    slip_id = fields.Many2one(
        "hr.payslip", string="Payslip", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(related="slip_id.caetic_member_id", store=True)
    date_from = fields.Date(string="Month", related="slip_id.date_from", store=True)
    code = fields.Char(string="Figure", required=True)
    ours = fields.Monetary(string="Computed here")
    theirs = fields.Monetary(string="Payroll office")
    amount = fields.Monetary(string="Difference")
    currency_id = fields.Many2one(related="slip_id.caetic_currency_id")
