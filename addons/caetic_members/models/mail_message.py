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
        """Let portal users change their own words only.

        Odoo lets authors write what was noted of their acts, and those who were
        written to write what they received.

        :raises AccessError: for portal users, on what is no comment of theirs
        """
        if not self.env.su and self.env.user.share:
            # Whether they may be read is checked by the ORM just after.
            messages_sudo = self.sudo()
            own_sudo = messages_sudo.filtered_domain(
                [
                    ("message_type", "=", "comment"),
                    ("author_id", "=", self.env.user.partner_id.id),
                ]
            )
            if messages_sudo - own_sudo:
                raise AccessError(self.env._("What was noted is not changed."))
        return super().write(vals)
