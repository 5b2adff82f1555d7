# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import UTC, datetime, timedelta

from babel.dates import format_date

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

SUBJECT = 120
REASON = 300
SHOWN_DAYS = 10


class CaeticMemberAppointment(models.Model):
    """Appointments as the person books, cancels and reads them on the portal.

    A person reads their interviews by the record rules; slots are computed from what
    they may not read, and only the free ones come out.
    """

    _inherit = "caetic.member"

    # -- free slots -------------------------------------------------------------------

    def _portal_get_agenda(self, adviser_id=0):
        """Return who receives the person and when.

        :param int adviser_id: adviser whose slots are wanted, the first by default
        :returns: dict of ``advisers`` (id, name, roles, is_chosen), ``days`` (label,
            slots) and ``more`` (whether there are days beyond those shown)
        """
        self._portal_check_file()
        # Checked just above: their own file; an adviser's name is no secret to them.
        member_sudo = self.sudo()
        advisers_sudo = member_sudo._get_receiving_advisers()
        chosen_sudo = advisers_sudo.filtered(lambda one: one.id == adviser_id)
        chosen_sudo = chosen_sudo or advisers_sudo[:1]
        slots = []
        if chosen_sudo and member_sudo._can_book():
            slots = member_sudo._get_slots(chosen_sudo)
        days = member_sudo._group_slots(slots)
        return {
            "advisers": [
                {
                    "id": adviser_sudo.id,
                    "name": adviser_sudo.name,
                    "roles": member_sudo._get_adviser_roles(adviser_sudo),
                    "is_chosen": adviser_sudo == chosen_sudo,
                }
                for adviser_sudo in advisers_sudo
            ],
            "days": days[:SHOWN_DAYS],
            "more": len(days) > SHOWN_DAYS,
            "notice": member_sudo.company_id.caetic_agenda_notice,
        }

    def _can_book(self):
        """Tell whether the person may still make an appointment."""
        return self._is_file_open()

    def _get_receiving_advisers(self):
        """Return the advisers of the person, the general one first."""
        self.ensure_one()
        advisers = self.adviser_id | self.management_adviser_id | self.trade_adviser_id
        return advisers.filtered("active")

    def _get_adviser_roles(self, adviser):
        """Return what an adviser advises the person on, in words."""
        roles = (
            (self.adviser_id, self.env._("adviser")),
            (self.management_adviser_id, self.env._("management")),
            (self.trade_adviser_id, self.env._("trade")),
        )
        return ", ".join(word for who, word in roles if who == adviser)

    def _get_slots(self, adviser):
        """Return the free slots of an adviser, minus what takes the person's own time.

        :returns: list of engine.Slot, in UTC
        """
        self.ensure_one()
        windows = self.env["caetic.appointment.window"]
        found = windows._get_free_slots_sudo(self.company_id, adviser)[adviser]
        own = [
            (one.start.replace(tzinfo=UTC), one.stop.replace(tzinfo=UTC))
            for one in self._get_planned()
        ]
        return [
            slot
            for slot in found
            if not any(slot.start < stop and start < slot.end for start, stop in own)
        ]

    def _group_slots(self, slots):
        """Return slots by local day: ``[{"label", "slots": [...]}]``."""
        windows = self.env["caetic.appointment.window"].browse(
            {slot.key for slot in slots}
        )
        places = {one.id: self._get_place_words(one) for one in windows}
        interviews = self.env["caetic.interview"].new({"company_id": self.company_id})
        days = {}
        for slot in slots:
            local = slot.start.astimezone(interviews._get_zone())
            rows = days.setdefault(local.date(), [])
            rows.append(
                {
                    "value": f"{slot.key}-{slot.start:%Y%m%dT%H%M}",
                    "hour": f"{local:%H:%M}",
                    "place": places[slot.key],
                    "minutes": (slot.end - slot.start) // timedelta(minutes=1),
                }
            )
        return [
            {"label": self._get_day_words(day), "slots": rows}
            for day, rows in days.items()
        ]

    def _get_day_words(self, day):
        return format_date(day, "EEEE d MMMM", locale=self._get_locale())

    def _get_locale(self):
        return self.env.lang or "en_US"

    def _get_place_words(self, record):
        """Return where an appointment takes place, in the reader's language."""
        words = dict(record._fields["mode"]._description_selection(self.env))
        place = record.location if record.mode == "onsite" else ""
        return place or words[record.mode]

    # -- booking ----------------------------------------------------------------------

    def _portal_book(self, slot, subject):
        """Book a slot that is still free.

        :param str slot: value of a slot, as ``_portal_get_agenda`` gives it
        :param str subject: what the person wants to talk about
        :returns: ``(interview, issues)``; issues are ``{field: code}``
        """
        self._portal_check_file()
        if not self._can_book():
            raise AccessError(self.env._("You have left the cooperative."))
        issues = {}
        if not subject.strip():
            issues["subject"] = "required"
        elif len(subject.strip()) > SUBJECT:
            issues["subject"] = "too_long"
        start, window_sudo = self._read_slot_sudo(slot)
        if not window_sudo:
            issues["slot"] = "required" if not slot else "taken"
        if issues:
            return self.env["caetic.interview"], issues
        # Checked above: an adviser of theirs; two bookings go one after the other.
        member_sudo = self.sudo()
        adviser_sudo = window_sudo.adviser_id
        self.env["caetic.appointment.window"]._lock_agenda_sudo(adviser_sudo)
        slots = member_sudo._get_slots(adviser_sudo)
        if (start, window_sudo.id) not in [(one.start, one.key) for one in slots]:
            return self.env["caetic.interview"], {"slot": "taken"}
        return self._create_booking_sudo(window_sudo, start, subject.strip()), {}

    def _read_slot_sudo(self, slot):
        """Return ``(moment in UTC, window)`` of a slot; no window if it is none."""
        windows = self.env["caetic.appointment.window"]
        number, _dash, moment = slot.partition("-")
        try:
            start = datetime.strptime(moment, "%Y%m%dT%H%M").replace(tzinfo=UTC)
        except ValueError:
            return None, windows
        if not number.isdecimal() or len(number) > 9:
            return None, windows
        # The hours are the adviser's: only those of the person's advisers are found.
        windows_sudo = windows.sudo().search(
            [
                ("id", "=", int(number)),
                ("adviser_id", "in", self.sudo()._get_receiving_advisers().ids),
            ]
        )
        return start, windows_sudo

    def _create_booking_sudo(self, window, start, subject):
        naive = start.replace(tzinfo=None)
        # The slot was checked by the caller; every value but the subject is ours.
        interviews_sudo = self.env["caetic.interview"].sudo()
        return interviews_sudo.create(
            {
                "name": subject,
                "member_id": self.id,
                "adviser_id": window.adviser_id.id,
                "state": "planned",
                "start": naive,
                "stop": naive + timedelta(minutes=window.minutes),
                "mode": window.mode,
                "location": window.location,
                "link": window.link,
            }
        )

    # -- what the pages show ----------------------------------------------------------

    def _portal_get_appointments(self):
        """Return ``(to come, over)``: rows of the interviews of the reader's stays."""
        interviews = self.env["caetic.interview"].search(
            [("member_id", "in", self.ids), ("member_id.user_id", "=", self.env.uid)]
        )
        now = fields.Datetime.now()
        coming = interviews.filtered(
            lambda one: one.state == "planned" and one.stop > now
        )
        return (
            [one._portal_get_row() for one in coming.sorted("start")],
            [one._portal_get_row() for one in interviews - coming],
        )

    def _portal_count_appointments(self):
        """Return how many interviews the reader has, 1 if they may book a first one."""
        interviews = self.env["caetic.interview"]
        if not self or not interviews.has_access("read"):
            return 0
        count = interviews.search_count([("member_id.user_id", "=", self.env.uid)])
        if count:
            return count
        # Whether an adviser receives is no secret; their hours stay theirs.
        windows_sudo = self.env["caetic.appointment.window"].sudo()
        advisers_sudo = self[0].sudo()._get_receiving_advisers()
        domain = [("adviser_id", "in", advisers_sudo.ids)]
        return windows_sudo.search_count(domain, limit=1)

    def _portal_get_proposed(self):
        """Return the day by which the next interview is due, None without a clock."""
        self._portal_check_file()
        return self._get_interview_due().get(self.id)

    def _portal_get_tasks(self):
        """Return the tasks that are the reader's, those to do first."""
        tasks = self.env["caetic.plan.task"].search(
            [
                ("partner_id", "=", self.env.user.partner_id.id),
                ("state", "!=", "dropped"),
            ],
            order="date_due, id",
        )
        return tasks.sorted(lambda task: (task.state != "todo", task.date_due))

    def _get_reason_checked(self, reason):
        """Return the words of a cancellation, cut to what fits.

        :raises UserError: they are too long
        """
        words = (reason or "").strip()
        if len(words) > REASON:
            raise UserError(
                self.env._("Please say it in %(count)s characters.", count=REASON)
            )
        return words
