# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

TEMPLATE = "caetic_resources.mail_template_{}"
LANG = "fr_FR"


class CaeticResourceBookingMail(models.Model):
    """Both sides are told: asked for, confirmed, moved, cancelled.

    The person has each confirmation, for the rules and the place; staff learn what the
    person did. Nobody is written to about the past.
    """

    _inherit = "caetic.resource.booking"

    def _tell_new(self):
        for booking in self:
            if booking.state in ("asked", "confirmed"):
                booking._tell(booking.state)

    def _tell_changes(self, before):
        """Say what changed of bookings.

        :param before: ``{id: (state, start, stop)}``
        """
        for booking in self:
            state, start, stop = before[booking.id]
            if booking.state == "cancelled" and state in ("asked", "confirmed"):
                booking._tell("cancelled")
            elif booking.state == "confirmed" and state == "asked":
                booking._tell("confirmed")
            elif booking.state == "confirmed" and (start, stop) != (
                booking.start,
                booking.stop,
            ):
                booking._tell("moved")

    def _tell(self, what):
        """Put the message in the outbox.

        :param str what: ``asked``, ``confirmed``, ``moved`` or ``cancelled``
        """
        self.ensure_one()
        if self.stop <= fields.Datetime.now():
            return
        partners = self._get_readers_sudo(what)
        if not partners:
            return
        # The message is the system's; its readers are the two sides of the booking.
        template_sudo = self.env.ref(TEMPLATE.format(what)).sudo()
        lang = LANG if self.env["res.lang"]._lang_get(LANG) else self.env.lang
        template_sudo.with_context(lang=lang).send_mail(
            self.id,
            email_values={"recipient_ids": [(6, 0, partners.ids)]},
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _get_readers_sudo(self, what):
        """Return who is told: the other side of whoever acts."""
        # As in ``_tell``.
        booking_sudo = self.sudo()
        person = booking_sudo.member_id.partner_id
        by_person = what == "cancelled" and self.env.user.partner_id == person
        if what == "asked" or by_person:
            return booking_sudo.resource_id.user_id.partner_id.filtered("email")
        return person.filtered("email")

    def _get_mail_path(self):
        """Return where staff find the booking."""
        self.ensure_one()
        return f"/odoo/caetic-bookings/{self.id}"
