# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

TEMPLATE = "caetic_skills_project.mail_template_joint_{}"
RENDERED = ("subject", "body_html", "email_from", "reply_to")


class CaeticJointPartnerMail(models.Model):
    """Messages to somebody of a team: a page opens, somebody writes, it is over."""

    _inherit = "caetic.joint.partner"

    def _mail(self, what, author="", text=""):
        """Put a message to each in the outbox.

        :param str what: ``opened``, ``message`` or ``closed``
        :param str author: who wrote, for ``message``
        :param str text: what was written
        """
        if self.env.context.get("caetic_no_mail"):
            return
        # The message is the system's; its only reader is the person it names.
        places_sudo = self.sudo()
        told_sudo = places_sudo.filtered("profile_id.partner_id.email")
        template_sudo = self.env.ref(TEMPLATE.format(what)).sudo()  # Same reason.
        rendered = template_sudo.with_context(
            caetic_author=author, caetic_text=text
        )._generate_template(told_sudo.ids, RENDERED)
        mails_sudo = self.env["mail.mail"].sudo()  # Same reason.
        mails_sudo.create(
            [
                {
                    **{name: rendered[place.id][name] for name in RENDERED},
                    "email_to": place.profile_id.partner_id.email_formatted,
                    "auto_delete": True,
                }
                for place in told_sudo
            ]
        )

    def _get_project_url(self):
        """Return the page of the project for its team."""
        self.ensure_one()
        return f"{self.get_base_url()}/my/joint-projects/{self.project_id.id}"

    def _get_reader(self):
        """Return who reads the answer to a message: it is no place to talk."""
        self.ensure_one()
        follower = self.project_id.user_id
        return follower.email_formatted or self.company_id.email_formatted
