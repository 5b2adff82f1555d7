# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError

SHORTEST = 10
LONGEST = 2000
# Messages in a day: in all, and to the same person.
MOST_A_DAY = 10
MOST_TO_ONE = 3
DAY = {"days": 1}


class CaeticProfileContact(models.Model):
    """Writing to a colleague: the cooperative carries it, no address is shown."""

    _inherit = "caetic.profile"

    shows_email = fields.Boolean(
        string="E-mail shown to colleagues",
        help="The person shows their e-mail on the page that colleagues see.",
    )

    def _portal_get_contact(self):
        """Return how the user may reach the person of a profile they see.

        :raises AccessError: for a profile that is not shown to them
        """
        profile_sudo = self._portal_check_visible()
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        is_own = profile_sudo.partner_id == stay_sudo.partner_id
        email = profile_sudo.partner_id.email or ""
        return {
            "is_own": is_own,
            "can_write": bool(email)
            and not is_own
            and bool(stay_sudo.partner_id.email),
            "email": email if profile_sudo.shows_email else "",
            "shows_email": profile_sudo.shows_email,
        }

    def _portal_write_to(self, text):
        """Send a message to the person of a profile; return issues by field.

        The answer goes to the address of whoever writes.

        :raises AccessError: for oneself, and for a profile that is not shown
        """
        profile_sudo = self._portal_check_visible()
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        if not self._portal_get_contact()["can_write"]:
            raise AccessError(self.env._("This person cannot be written to."))
        text = "\n".join(line.strip() for line in text.strip().splitlines())
        if not SHORTEST <= len(text) <= LONGEST:
            return {"text": "too_short" if len(text) < SHORTEST else "too_long"}
        if profile_sudo._is_written_too_much(stay_sudo):
            return {"": "too_many"}
        profile_sudo._send_sudo(stay_sudo, text)
        return {}

    def _send_sudo(self, stay, text):
        """Carry a message of a stay to the person, and note that it went."""
        messages_sudo = self.env["caetic.profile.message"].sudo()  # A trace of the act.
        message_sudo = messages_sudo.create(
            {"member_id": stay.id, "profile_id": self.id}
        )
        # The cooperative writes, on behalf of the person.
        template_sudo = self.env.ref("caetic_skills.mail_template_colleague").sudo()
        template_sudo.with_context(caetic_text=text).send_mail(
            message_sudo.id, email_layout_xmlid="mail.mail_notification_light"
        )

    def _is_written_too_much(self, stay):
        """Tell whether a person has written enough for a day, in all or to this one."""
        since = fields.Datetime.subtract(fields.Datetime.now(), **DAY)
        messages = self.env["caetic.profile.message"].search_fetch(
            [("member_id", "=", stay.id), ("date", ">", since)], ["profile_id"]
        )
        to_one = messages.filtered(lambda one: one.profile_id == self)
        return len(messages) >= MOST_A_DAY or len(to_one) >= MOST_TO_ONE

    def _portal_show_email(self, is_shown):
        """Show or hide one's own e-mail on the page that colleagues see.

        :raises AccessError: on somebody else's profile
        """
        profile_sudo = self._portal_check_visible()
        if not self._portal_get_contact()["is_own"]:
            raise AccessError(self.env._("This profile is somebody else's."))
        profile_sudo.shows_email = is_shown
