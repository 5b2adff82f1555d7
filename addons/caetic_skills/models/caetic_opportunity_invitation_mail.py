# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from babel.dates import format_date

from odoo import models
from odoo.tools import consteq, hmac
from odoo.tools.misc import formatLang

TEMPLATE = "caetic_skills.mail_template_opportunity_{}"
SCOPE = "caetic-opportunity-invitation"
RENDERED = ("subject", "body_html", "email_from", "reply_to")


class CaeticOpportunityMail(models.Model):
    """Messages of a place in a team, and the signed link of people without a login."""

    _inherit = "caetic.opportunity.invitation"

    def _mail(self, what):
        """Put a message in the outbox, forgotten once sent: it may hold a link.

        :param str what: ``invited``, ``reminder``, ``formed`` or ``withdrawn``
        """
        self.ensure_one()
        if self.env.context.get("caetic_no_mail") or not self._get_email():
            return
        # The message is the system's; its only reader is the person it names.
        template_sudo = self.env.ref(TEMPLATE.format(what)).sudo()
        rendered = template_sudo._generate_template(self.ids, RENDERED)[self.id]
        mails_sudo = self.env["mail.mail"].sudo()
        mails_sudo.create(
            {
                **{name: rendered[name] for name in RENDERED},
                "email_to": self._get_email(),
                "auto_delete": True,
            }
        )
        template_sudo._caetic_wake_queue()

    def _get_email(self):
        """Return the address of the person, or nothing."""
        self.ensure_one()
        # An adviser writes to people whose contact they need not read.
        partner_sudo = self.sudo().profile_id.partner_id
        return partner_sudo.email_formatted if partner_sudo.email else ""

    def _has_login(self):
        """Tell whether the person answers on the portal."""
        self.ensure_one()
        member_sudo = self.sudo().profile_id.member_id  # Their login, yes or no.
        return bool(member_sudo.user_id)

    # -- the link of people without a login -------------------------------------------

    def _get_token(self):
        """Return the key of this sending: a new sending makes the old one void."""
        self.ensure_one()
        sent = self.date_sent.isoformat() if self.date_sent else ""
        env_sudo = self.sudo().env  # The secret of the database signs.
        return hmac(env_sudo, SCOPE, (self.id, sent))

    def _check_token(self, token):
        """Tell whether a key is the one of the last sending."""
        self.ensure_one()
        if not self.date_sent or not token.isascii():
            return False
        return consteq(self._get_token(), token)

    def _get_answer_url(self):
        """Return where the person answers."""
        self.ensure_one()
        base = self.get_base_url()
        if self._has_login():
            return f"{base}/my/opportunities/{self.opportunity_id.id}"
        return f"{base}/opportunity/{self.id}/{self._get_token()}"

    # -- words of the messages, in French as they are ---------------------------------

    def _fr_date(self, day):
        """Return a date in French, as the messages are."""
        return format_date(day, "EEEE d MMMM", locale="fr") if day else ""

    def _fr_number(self, number):
        """Return a share or days in French, as the messages are."""
        return f"{number:g}".replace(".", ",")

    def _fr_amount(self, amount):
        """Return an amount in euros in French, as the messages are."""
        french = self.with_context(lang="fr_FR").env
        return formatLang(french, amount, currency_obj=self.currency_id)

    def _get_inviter(self):
        """Return who reads the answer to the message."""
        self.ensure_one()
        follower = self.opportunity_id.user_id
        return follower.email_formatted or self.company_id.email_formatted

    def _get_team_words(self):
        """Return the others of the team with their role, a line each."""
        self.ensure_one()
        others = self.opportunity_id._get_live() - self
        return [
            f"{one.profile_id.name} ({one.role})" if one.role else one.profile_id.name
            for one in others
        ]
