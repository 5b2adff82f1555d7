# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticMemberStepWizardShares(models.TransientModel):
    _inherit = "caetic.member.step.wizard"

    def action_apply(self):
        """Whoever leaves with parts is offered the request for their reimbursement."""
        result = super().action_apply()
        member = self.member_id
        moves = self.env["caetic.share.move"]
        leaves = self.kind == "left" and not self.is_correction
        if leaves and member.share_count and moves.has_access("create"):
            return member._action_propose_withdrawal()
        return result
