# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _get_with_access(self, message_id, mode="read", **kwargs):
        """Give nobody a message to answer that they may not read.

        Odoo lets anybody answer notices, which hang on no document for it: a portal
        user would leave reactions on what was written to others.
        """
        message = super()._get_with_access(message_id, mode, **kwargs)
        if message and mode != "read":
            readable = super()._get_with_access(message_id, "read", **kwargs)
            return message & readable
        return message
