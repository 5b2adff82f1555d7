# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class AccountMove(models.Model):
    """Entry of a payslip: one, whatever is run twice."""

    _inherit = "account.move"

    caetic_payslip_id = fields.Many2one(
        "hr.payslip",
        string="Payslip",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        readonly=True,
        groups="caetic_members.caetic_members_group_payroll_officer",
    )

    _caetic_payslip_uniq = models.UniqueIndex(
        "(caetic_payslip_id) WHERE caetic_payslip_id IS NOT NULL AND state != 'cancel'",
        "This payslip has its entry already.",
    )
