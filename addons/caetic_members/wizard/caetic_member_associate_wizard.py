# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..models.caetic_share_move import BODIES


class CaeticMemberAssociateWizard(models.TransientModel):
    """Decision that admits an associate: subscription of parts, then the step."""

    _name = "caetic.member.associate.wizard"
    _description = "Admission of an associate"

    member_id = fields.Many2one("caetic.member", required=True)
    has_parts = fields.Boolean(compute="_compute_has_parts")
    type_id = fields.Many2one(
        "caetic.share.type",
        string="Kind of parts",
        default=lambda self: self.env["caetic.share.move"]._default_type_id(),
    )
    quantity = fields.Integer(string="Parts subscribed", default=1)
    decision_body = fields.Selection(
        BODIES, string="Decided by", required=True, default="meeting"
    )
    decision_date = fields.Date(
        string="Decision of", required=True, default=fields.Date.context_today
    )

    @api.depends("member_id")
    def _compute_has_parts(self):
        for wizard in self:
            wizard.has_parts = bool(wizard.member_id.share_count)

    def action_apply(self):
        """Subscribe the parts on the day of the decision, then record the step."""
        self.ensure_one()
        member = self.member_id
        if not self.has_parts:
            subscription = self.env["caetic.share.move"].create(
                {
                    "kind": "subscription",
                    "member_id": member.id,
                    "type_id": self.type_id.id,
                    "quantity": self.quantity,
                    "date": self.decision_date,
                    "decision_body": self.decision_body,
                    "decision_date": self.decision_date,
                    "company_id": member.company_id.id,
                }
            )
            subscription.action_post()
        member._record_step("associate", self.decision_date)
        return {"type": "ir.actions.act_window_close"}
