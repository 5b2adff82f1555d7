# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import NEXT, REASONED
from ..models.caetic_member import STAGES

# Contracts and the committee take these steps themselves.
ELSEWHERE = ("admitted", "refused", "cape", "cesa", "associate")


class CaeticMemberStepWizard(models.TransientModel):
    """A step of the journey, or the correction of a wrong one."""

    _name = "caetic.member.step.wizard"
    _description = "Step of a journey"

    member_id = fields.Many2one("caetic.member", required=True)
    step_id = fields.Many2one(
        "caetic.member.step",
        string="Step to correct",
        domain="[('member_id', '=', member_id), ('is_corrected', '=', False)]",
    )
    is_correction = fields.Boolean()
    kind = fields.Selection(
        STAGES,
        string="Stage",
        compute="_compute_kind",
        store=True,
        readonly=False,
        required=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Text()
    needs_reason = fields.Boolean(compute="_compute_needs_reason")

    @api.depends("member_id", "step_id")
    def _compute_kind(self):
        for wizard in self:
            if wizard.step_id:
                wizard.kind = wizard.step_id.kind
            elif not wizard.kind:
                following = NEXT.get(wizard.member_id.state, ())
                wizard.kind = next(
                    (kind for kind in following if kind not in ELSEWHERE), "left"
                )

    @api.depends("kind", "is_correction")
    def _compute_needs_reason(self):
        for wizard in self:
            wizard.needs_reason = wizard.is_correction or wizard.kind in REASONED

    def action_apply(self):
        self.ensure_one()
        member = self.member_id
        if self.is_correction:
            if not self.step_id:
                raise UserError(self.env._("Choose the step to correct."))
            member._correct_step(self.step_id, self.kind, self.date, self.reason)
        else:
            member._record_step(self.kind, self.date, self.reason)
        return {"type": "ir.actions.act_window_close"}
