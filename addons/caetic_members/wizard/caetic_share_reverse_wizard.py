# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticShareReverseWizard(models.TransientModel):
    """Reversal of a movement of parts: day and reason."""

    _name = "caetic.share.reverse.wizard"
    _description = "Reversal of a movement of parts"

    share_move_id = fields.Many2one("caetic.share.move", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True)

    def action_apply(self):
        self.ensure_one()
        reversal = self.share_move_id._reverse(self.date, self.reason)
        return {
            "type": "ir.actions.act_window",
            "res_model": "caetic.share.move",
            "res_id": reversal.id,
            "view_mode": "form",
        }
