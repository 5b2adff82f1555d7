# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime


class CaeticInterviewPortal(models.Model):
    """An interview as its person reads it: what is shared, never what is kept."""

    _inherit = "caetic.interview"

    def _portal_check_own(self):
        """Refuse whoever is not the person.

        :raises AccessError: for others, staff included
        """
        self.ensure_one()
        self.check_access("read")
        # The rule lets staff read too: the login is asked of the person's own file.
        member_sudo = self.member_id.sudo()
        if member_sudo.user_id != self.env.user:
            raise AccessError(self.env._("This interview is somebody else's."))

    def _portal_get_row(self):
        """Return what the lists show of an interview, in words."""
        self._portal_check_own()
        # Checked just above; the name of the adviser is no secret to the person.
        adviser_sudo = self.adviser_id.sudo()
        labels = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.name,
            "adviser": adviser_sudo.name,
            "when": self._portal_get_when(),
            "where": self.env["caetic.member"]._get_place_words(self),
            "link": self.link if self.mode == "video" else "",
            "state": self.state,
            "state_words": labels[self.state],
            "can_cancel": self._portal_can_cancel(),
            "reason": self.cancel_reason or "",
        }

    def _portal_get_when(self):
        if not self.start:
            return self.env["caetic.member"]._get_day_words(self.date)
        return format_datetime(
            self.env,
            self.start,
            tz=str(self._get_zone()),
            dt_format="EEEE d MMMM y, HH:mm",
        )

    def _portal_can_cancel(self):
        """Tell whether the person may still cancel by themselves."""
        company_sudo = self.company_id.sudo()  # A delay, no secret.
        notice = company_sudo.caetic_agenda_notice
        limit = fields.Datetime.now() + timedelta(hours=notice)
        return self.state == "planned" and bool(self.start) and self.start >= limit

    def _portal_cancel(self, reason):
        """Cancel one's own appointment, in time.

        :param str reason: words for the adviser, may be empty
        :raises AccessError: it is somebody else's
        :raises UserError: it is too late, or over
        """
        self._portal_check_own()
        words = self.env["caetic.member"]._get_reason_checked(reason)
        if not self._portal_can_cancel():
            raise UserError(
                self.env._("It is too late to cancel here: call your adviser.")
            )
        # Checked just above: their own, and nothing but its state changes.
        interview_sudo = self.sudo()
        interview_sudo._cancel(words)

    def _portal_get_report(self):
        """Return what the page of an interview shows: the shared parts."""
        self._portal_check_own()
        is_held = self.state == "done"
        notes = self.note_ids.search([("interview_id", "=", self.id)])
        # The rule has left out the notes kept; the filter says it again, for staff who
        # are entrepreneurs as well.
        shared = notes.filtered(lambda note: note.is_shared and is_held)
        return {
            **self._portal_get_row(),
            "participants": self._get_participants_words(),
            "parts": self._get_report_parts(shared) if is_held else [],
            "tasks": self.task_ids,
            "next_date": self.next_date,
            "is_held": is_held,
        }

    def _get_participants_words(self):
        """Return who else was there."""
        interview_sudo = self.sudo()  # Names of colleagues met that day.
        names = [*interview_sudo.staff_ids.mapped("name"), self.participants or ""]
        return ", ".join(name for name in names if name)

    def _get_report_parts(self, notes):
        """Return ``[(title, text)]`` of a report: goals, notes, decisions."""
        parts = [
            (self.env._("Goals"), self.objectives),
            *((note.category_id.name, note.text) for note in notes),
            (self.env._("Decisions"), self.decisions),
        ]
        return [(title, text) for title, text in parts if text]

    def _portal_get_pdf(self):
        """Return the printed report: the shared parts of one's own interview."""
        self._portal_check_own()
        # Checked just above; the page also names the adviser and the cooperative.
        interview_sudo = self.sudo()
        return interview_sudo._get_pdf()

    def _portal_get_pdf_name(self):
        self._portal_check_own()
        interview_sudo = self.sudo()  # As above.
        return interview_sudo._get_document_title()
