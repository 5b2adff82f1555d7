# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class MailMail(models.Model):
    _inherit = "mail.mail"

    def send_after_commit(self):
        """Refuse whoever may not write the messages.

        Odoo sends them as the superuser and lets anybody call this by name: a portal
        user would send again the letters of others.
        """
        self.check_access("write")
        return super().send_after_commit()
