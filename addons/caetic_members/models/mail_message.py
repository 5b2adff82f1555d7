# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError


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

    def write(self, vals):
        """Keep what Odoo noted: portal users change their own words, not the log.

        Their acts are logged in their name, and Odoo lets authors write.

        :raises AccessError: for portal users, on what is no comment of theirs
        """
        if not self.env.su and self.env.user.share:
            # Kinds alone: whether they may be read is checked by the ORM just after.
            kinds_sudo = self.sudo().mapped("message_type")
            if set(kinds_sudo) - {"comment"}:
                raise AccessError(self.env._("What was noted is not changed."))
        return super().write(vals)
