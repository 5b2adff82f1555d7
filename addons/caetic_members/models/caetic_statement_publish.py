# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

LANG = "fr_FR"


class CaeticStatement(models.Model):
    """Who is told of a published statement."""

    _inherit = "caetic.statement"

    def _send_published(self):
        """Tell by e-mail those whose statement is published (R120, R433).

        Statements of the past, which come from elsewhere, are told to nobody.
        """
        if self.env.context.get("caetic_no_archive"):
            return
        told = self.filtered(lambda statement: statement._get_readers())
        if not told:
            return
        # The message is about its readers: the outbox is the system's.
        template_sudo = self.env.ref("caetic_members.mail_template_statement").sudo()
        lang = LANG if self.env["res.lang"]._lang_get(LANG) else self.env.lang
        template_sudo.with_context(lang=lang).send_mail_batch(
            told.ids, email_layout_xmlid="mail.mail_notification_light"
        )

    def _get_readers(self):
        """People of the activity who have a login and an address."""
        self.ensure_one()
        members = self.activity_id.member_ids
        return members.filtered(
            lambda member: member.user_id.active and member.email
        ).partner_id
