# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPayRefuseWizard(models.TransientModel):
    """Why requests of pay are refused: the person reads it on the portal."""

    _name = "caetic.pay.refuse.wizard"
    _description = "Refuse requests of pay"

    request_ids = fields.Many2many("caetic.pay.request", required=True)
    reason = fields.Char(required=True)

    def action_refuse(self):
        """Refuse all of them with this reason."""
        self.ensure_one()
        self.request_ids._refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
