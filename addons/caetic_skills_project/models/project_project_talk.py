# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import html2plaintext, plaintext2html

TALK = ("comment", "email")
MOST_MESSAGES = 100


class ProjectProjectTalk(models.Model):
    """Discussion of a joint project: one for its team and the staff that follows it.

    What staff log as a note stays among staff.
    """

    _inherit = "project.project"

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        self.filtered("caetic_is_joint")._tell_team(message)
        return result

    def _tell_team(self, message):
        """Tell the others of the team that somebody wrote."""
        is_talk = message.subtype_id == self.env.ref("mail.mt_comment")
        if not is_talk or message.message_type not in TALK:
            return
        # The team is told, whoever writes: its addresses stay here.
        places_sudo = self.sudo().caetic_place_ids
        author_sudo = message.sudo().author_id  # Same reason.
        others_sudo = places_sudo.filtered(
            lambda one: one.profile_id.partner_id != author_sudo
        )
        others_sudo._mail(
            "message", author_sudo.name or "", html2plaintext(message.body or "")
        )

    def _get_talk_domain(self):
        """Domain of the messages that the team reads: no note, nothing internal."""
        self.ensure_one()
        return Domain(
            [
                ("model", "=", self._name),
                ("res_id", "=", self.id),
                ("message_type", "in", TALK),
                ("subtype_id", "=", self.env.ref("mail.mt_comment").id),
            ]
        )

    def _get_talk_rows(self):
        """Return the messages of the team, the last ones first; constant queries."""
        self.ensure_one()
        # Called on a project whose reader was checked.
        messages_sudo = self.env["mail.message"].sudo()
        found_sudo = messages_sudo.search(
            self._get_talk_domain(), order="id desc", limit=MOST_MESSAGES
        )
        return [
            {
                "author": one.author_id.name or one.email_from or "",
                "is_me": one.author_id == self.env.user.partner_id,
                "date": one.date,
                "text": html2plaintext(one.body or ""),
            }
            for one in found_sudo
        ]

    def _write_talk(self, text):
        """Post what somebody of the team wrote; its author follows nothing."""
        self.ensure_one()
        self.with_context(mail_post_autofollow_author_skip=True).message_post(
            body=plaintext2html(text),
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.env.user.partner_id.id,
        )
