# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, models
from odoo.exceptions import UserError

from ..engine import hours


class EventRegistrationPapers(models.Model):
    """Certificate of attendance of a person, from the closed sheets only."""

    _inherit = "event.registration"

    def _caetic_get_certified_rows(self):
        """Return the half-days that the person attended and whose sheet is closed."""
        self.ensure_one()
        rows = self.caetic_attendance_ids.filtered(
            lambda row: (
                row.state == "present" and row.slot_id.caetic_sheet_state == "closed"
            )
        )
        return rows.sorted(lambda row: (row.date, row.slot_id.start_hour))

    def _caetic_get_certified_hours(self):
        """Return the hours that the certificate says, exact."""
        rows = self._caetic_get_certified_rows()
        return hours.total(Decimal(str(row.hours)) for row in rows)

    def _caetic_get_certificate_title(self):
        """Return the name of the file of the certificate, without its suffix."""
        self.ensure_one()
        registration = self.with_context(lang="fr_FR")
        return registration.env._(
            "Certificate of attendance %(person)s",
            person=registration.partner_id.name or registration.name or "",
        )

    def _get_certificate_pdf(self):
        """Return the certificate of attendance.

        :returns: bytes of a PDF
        :raises UserError: no half-day of a closed sheet was attended
        """
        self.ensure_one()
        # The text names the session and its facilitators; callers read the person.
        registration_sudo = self.sudo()
        if not registration_sudo._caetic_get_certified_rows():
            raise UserError(
                self.env._(
                    "Nothing to certify yet: no closed sheet says that this person "
                    "was there."
                )
            )
        reports_sudo = self.env["ir.actions.report"].sudo()  # Same reason.
        return reports_sudo.with_context(lang="fr_FR")._render_qweb_pdf(
            "caetic_workshops.report_attendance_certificate_action", self.ids
        )[0]

    @api.model
    def _portal_get_certified(self, registration_id):
        """Return the user's own registration, in superuser mode, or none."""
        # Portal users have no right on registrations: the domain says whose it is.
        registrations_sudo = self.sudo()
        return registrations_sudo.search(
            [
                ("id", "=", registration_id),
                ("partner_id", "=", self.env.user.partner_id.id),
                ("event_id.caetic_module_id", "!=", False),
            ]
        )
