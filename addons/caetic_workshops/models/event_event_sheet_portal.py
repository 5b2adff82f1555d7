# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import remove_accents

MARKS = ("registered", "present", "absent", "excused")
SESSIONS = 60


class EventEventSheetPortal(models.Model):
    """Sheets of the sessions that a facilitator runs, from inside or outside.

    A facilitator from outside has no right on sessions nor on people: these methods
    give the names on the sheet, and nothing else.
    """

    _inherit = "event.event"

    # -- which sessions ------------------------------------------------------------

    @api.model
    def _portal_get_sheet_domain(self):
        return [
            ("caetic_module_id", "!=", False),
            ("caetic_facilitator_ids.partner_id", "=", self.env.user.partner_id.id),
        ]

    @api.model
    def _portal_get_sessions(self):
        """Return the user's own sessions, in superuser mode: next ones, then past."""
        # The domain is what the user facilitates.
        events_sudo = self.sudo()
        found_sudo = events_sudo.search(
            self._portal_get_sheet_domain(), order="date_begin desc", limit=SESSIONS
        )
        # One that ended an hour ago is still filled in: the day counts.
        recent = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        coming_sudo = found_sudo.filtered(lambda one: one.date_end >= recent)
        return coming_sudo.sorted("date_begin") | found_sudo

    @api.model
    def _portal_count_sessions(self):
        # Same reason.
        events_sudo = self.sudo()
        return events_sudo.search_count(self._portal_get_sheet_domain())

    @api.model
    def _portal_get_session(self, event_id):
        """Return a session that the user runs, in superuser mode, or none."""
        # Same reason: an unknown session and another's give the same answer.
        events_sudo = self.sudo()
        return events_sudo.search(
            [("id", "=", event_id), *self._portal_get_sheet_domain()]
        )

    def _portal_check_runs(self):
        """Refuse whoever does not facilitate the session."""
        self.ensure_one()
        if not self._caetic_is_run_by(self.env.user):
            raise AccessError(self.env._("This session is run by somebody else."))

    # -- the sheet -----------------------------------------------------------------

    def _portal_get_sheet(self):
        """Return ``(half-days, people)`` of a session found just before.

        :returns: event.slot in superuser mode, and a list of ``{"name", "cells":
            {slot id: caetic.attendance}}`` in the order of names
        """
        self._portal_check_runs()
        slots = self.event_slot_ids.sorted(lambda one: (one.date, one.start_hour))
        slots._caetic_fill_sheet_sudo()
        people = {}
        for row in slots.caetic_attendance_ids:
            person = people.setdefault(
                row.registration_id.id, {"name": row._get_person_name(), "cells": {}}
            )
            person["cells"][row.slot_id.id] = row
        return slots, sorted(
            people.values(), key=lambda one: remove_accents(one["name"]).casefold()
        )

    def _portal_save_sheet(self, marks, all_present=0):
        """Write the marks of a whole sheet at once.

        Signed rows, closed sheets and half-days to come stay as they are: an absence
        may be excused ahead, nothing else.

        :param dict marks: state by identifier of a row
        :param int all_present: half-day whose unfilled rows are all present
        :returns: ``(written, kept)``: how many rows changed, how many could not
        """
        self._portal_check_runs()
        rows = self.event_slot_ids.caetic_attendance_ids
        wanted, kept = {}, 0
        for row in rows:
            state = marks.get(row.id, row.state)
            if row.slot_id.id == all_present and state == "registered":
                state = "present"
            if state == row.state or state not in MARKS:
                continue
            if row._is_writable_now(state):
                wanted[row.id] = state
            else:
                kept += 1
        rows.browse(wanted)._mark_sudo(wanted)
        return len(wanted), kept

    def _portal_close_sheet(self, slot, picture):
        """Close the sheet of a half-day of the session, as its facilitator.

        :param slot: event.slot in superuser mode
        :param bytes picture: signature of the facilitator, if any
        """
        self._portal_check_runs()
        self._portal_check_slot(slot)
        slot._caetic_close_sheet_sudo(self.env.user.partner_id, picture)

    def _portal_sign_tablet(self, slot, row_id, picture):
        """Take the signature of a person on the facilitator's tablet.

        :param int row_id: identifier of caetic.attendance
        :param bytes picture: drawing, as ``read_signature`` gives it
        :returns: caetic.attendance, in superuser mode
        :raises UserError: nobody of that number waits to sign
        """
        self._portal_check_runs()
        self._portal_check_slot(slot)
        row = slot._caetic_get_waiting_rows().filtered(lambda one: one.id == row_id)
        if not row:
            raise UserError(
                self.env._("This person has signed or is not on the sheet.")
            )
        row._sign_sudo("tablet", picture)
        return row

    def _portal_renew_code(self, slot):
        """Make the code shown so far worthless."""
        self._portal_check_runs()
        self._portal_check_slot(slot)
        slot.caetic_code_number += 1

    def _portal_check_slot(self, slot):
        if slot not in self.event_slot_ids:
            raise AccessError(self.env._("This half-day is of another session."))
