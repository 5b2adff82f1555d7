# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def _caetic_with_reminder(self, move, text):
        """Return the template with what a reminder says of a document.

        :param text: anything with a ``greeting`` and a ``message``
        """
        claim = move._caetic_get_claim()
        return self.with_context(
            lang=move.partner_id.lang,
            caetic_reminder={
                "greeting": text.greeting,
                "parts": [part for part in text.message.split("\n\n") if part.strip()],
                "owed": float(claim.principal),
                "days": claim.days,
            },
        )
