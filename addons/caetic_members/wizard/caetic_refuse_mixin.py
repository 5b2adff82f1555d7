# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class CaeticRefuseMixin(models.AbstractModel):
    """Send documents back with a reason that their authors read."""

    _name = "caetic.refuse.mixin"
    _description = "Send documents back to entrepreneurs"

    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say what has to be changed."))
        self._refuse(reason)
        return {"type": "ir.actions.act_window_close"}

    def _refuse(self, reason):
        """Send the documents of the wizard back; their model checks the rights.

        :param str reason: what has to be changed, never empty
        """
        raise NotImplementedError
