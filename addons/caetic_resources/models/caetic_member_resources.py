# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from datetime import UTC, date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, format_time

from odoo.addons.caetic_members.models.caetic_member import HOSTED

from .. import engine
from .caetic_resource import ZONE, to_local, to_naive

STAMP = "%Y%m%dT%H%M"
WEEK = 7
MONTHS = 12
MOST_PAST = 30
MAX_WORDS = 200
# One to 99 units.
NUMBER = re.compile(r"[1-9][0-9]?")
DAY = "EEEE d MMMM"


class CaeticMemberResources(models.Model):
    """What a person does about shared resources, from the portal.

    A portal user has no right on resources nor on bookings. Each method checks that
    the file is theirs and that the cooperative hosts them, reads what it names, and
    does one named act.
    """

    _inherit = "caetic.member"

    booking_ids = fields.One2many(
        "caetic.resource.booking", "member_id", string="Bookings of resources"
    )

    # -- doors ------------------------------------------------------------------------

    def _portal_check_hosted(self):
        """Refuse whoever is not the person, or is not hosted by the cooperative.

        :raises AccessError: for others, candidates and former members
        """
        self._portal_check_file()
        member_sudo = self.sudo()  # Checked just above: their own stage.
        if not member_sudo.active or member_sudo.state not in HOSTED:
            raise AccessError(
                self.env._("Only entrepreneurs of the cooperative share its means.")
            )

    def _portal_get_resources_sudo(self, resource_id=None):
        """Return the resources offered to the person, in superuser mode."""
        self._portal_check_hosted()
        # What is offered is for every hosted member of the company.
        resources_sudo = self.env["caetic.resource"].sudo()
        member_sudo = self.sudo()  # Checked just above: their own company.
        domain = [("company_id", "=", member_sudo.company_id.id)]
        if resource_id is not None:
            domain.append(("id", "=", resource_id))
        return resources_sudo.search(domain)

    # -- list -------------------------------------------------------------------------

    def _portal_get_resources(self):
        """Return the resources as rows, in their order."""
        return [
            self._portal_get_resource_row(one_sudo)
            for one_sudo in self._portal_get_resources_sudo()
        ]

    @api.model
    def _portal_get_resource_row(self, resource_sudo):
        kinds = dict(resource_sudo._fields["kind"]._description_selection(self.env))
        return {
            "id": resource_sudo.id,
            "name": resource_sudo.name,
            "kind": resource_sudo.kind,
            "kind_words": kinds[resource_sudo.kind],
            "place": resource_sudo.place or "",
            "price": resource_sudo._get_price_words(),
            "capacity": resource_sudo.capacity,
            "picture": resource_sudo.picture_ids[:1].id,
        }

    # -- one resource -----------------------------------------------------------------

    def _portal_get_resource(self, resource_id, day_text=""):
        """Return a resource and its slots from a day on, or nothing: not theirs.

        :param str day_text: first day shown, as the address of the page has it
        """
        resource_sudo = self._portal_get_resources_sudo(resource_id)
        if not resource_sudo:
            return None
        return {
            **self._portal_get_resource_row(resource_sudo),
            **self._portal_get_resource_facts(resource_sudo),
            **self._portal_get_period(resource_sudo, day_text),
        }

    def _portal_get_resource_facts(self, resource_sudo):
        """Return what there is to know of a resource before it is booked."""
        member_sudo = self.sudo()  # Checked by the caller: their own activities.
        return {
            "summary": (resource_sudo.summary or "").splitlines(),
            "rules": (resource_sudo.rules or "").splitlines(),
            "deposit": resource_sudo.deposit or "",
            "responsible": resource_sudo.user_id.name or "",
            "needs_approval": resource_sudo.needs_approval,
            "cancel_hours": resource_sudo.cancel_hours,
            "late_share": resource_sudo.late_share if resource_sudo.price else 0,
            "longest": resource_sudo.longest,
            "unit": resource_sudo.unit,
            "pictures": [(one.id, one.name) for one in resource_sudo.picture_ids],
            "activities": [
                (one.id, one.name) for one in member_sudo.caetic_activity_ids
            ],
        }

    @api.model
    def _portal_get_period(self, resource_sudo, day_text):
        """Return seven days from one on, or the months to come, with their slots."""
        today = to_local(fields.Datetime.now()).date()
        until = today + timedelta(days=resource_sudo.horizon_days)
        if resource_sudo.unit == "month":
            first = engine.next_month(today)
            last = min(until, first + relativedelta(months=MONTHS))
            days = self._portal_get_days(resource_sudo, first, last)
            return {"days": days, "previous": "", "next": "", "period": ""}
        first = min(max(_read_day(day_text) or today, today), until)
        last = min(first + timedelta(days=WEEK - 1), until)
        before = max(first - timedelta(days=WEEK), today)
        after = last + timedelta(days=1)
        return {
            "days": self._portal_get_days(resource_sudo, first, last),
            "previous": before.isoformat() if first > today else "",
            "next": after.isoformat() if after <= until else "",
            "period": self.env._(
                "%(first)s to %(last)s",
                first=format_date(self.env, first, date_format="d MMMM"),
                last=format_date(self.env, last, date_format="d MMMM y"),
            ),
        }

    @api.model
    def _portal_get_days(self, resource_sudo, first, last):
        """Return the days from one to another, with their slots in words."""
        openings = resource_sudo._get_openings()
        units = engine.period_units(openings, first, last, resource_sudo.unit, ZONE)
        if not units:
            return []
        taken = resource_sudo._get_taken(
            to_naive(units[0].start), to_naive(units[-1].end)
        ).get(resource_sudo.id, [])
        earliest = self._get_resource_earliest(resource_sudo)
        days = {}
        for unit in units:
            if unit.start >= earliest:
                day = unit.start.astimezone(ZONE).date()
                # Months stand together under their year.
                key = day.year if resource_sudo.unit == "month" else day
                slot = self._portal_get_slot(resource_sudo, unit, taken)
                days.setdefault(key, (day, []))[1].append(slot)
        return [
            {
                "words": self._get_resource_day_words(resource_sudo.unit, day),
                "slots": slots,
            }
            for day, slots in days.values()
        ]

    @api.model
    def _portal_get_slot(self, resource_sudo, unit, taken):
        """Return a slot: its key in the form, its words, and the places left."""
        return {
            "key": unit.start.strftime(STAMP),
            "words": self._get_resource_slot_words(resource_sudo.unit, unit),
            "free": engine.free_places(taken, unit, resource_sudo.capacity),
        }

    @api.model
    def _get_resource_earliest(self, resource_sudo):
        """Return the first moment that may be booked now (UTC)."""
        now = fields.Datetime.now().replace(tzinfo=UTC)
        return now + timedelta(hours=resource_sudo.notice_hours)

    @api.model
    def _get_resource_day_words(self, unit, day):
        pattern = "y" if unit == "month" else DAY
        return format_date(self.env, day, date_format=pattern)

    @api.model
    def _get_resource_slot_words(self, unit, span):
        """Return a slot in words: a month, or hours of the local clock."""
        start, end = span.start.astimezone(ZONE), span.end.astimezone(ZONE)
        if unit == "month":
            return format_date(self.env, start.date(), date_format="MMMM y")
        begin, stop = (
            format_time(self.env, one.time(), time_format="short")
            for one in (start, end)
        )
        return self.env._("%(begin)s to %(end)s", begin=begin, end=stop)

    # -- booking ----------------------------------------------------------------------

    def _portal_book_resource(self, resource_id, raw):
        """Book a resource for the person, or ask for it.

        :param dict raw: texts of the form: slot, count, activity, words
        :returns: ``(caetic.resource.booking in superuser mode or empty, issues)``;
            issues are codes by field, "unknown" under the empty name
        """
        self._portal_check_writable()
        resource_sudo = self._portal_get_resources_sudo(resource_id)
        # The person has no right on bookings: this one is typed field by field.
        bookings_sudo = self.env["caetic.resource.booking"].sudo()
        if not resource_sudo:
            return bookings_sudo, {"": "unknown"}
        # Before anything is read of what is taken: one at a time.
        resource_sudo._take_turn_sudo()
        span, issues = self._read_resource_slot(resource_sudo, raw)
        activity, activity_issues = self._read_paying_activity(resource_sudo, raw, span)
        issues |= activity_issues
        if len(raw.get("words", "")) > MAX_WORDS:
            issues["words"] = "too_long"
        if issues:
            return bookings_sudo, issues
        values = self._prepare_resource_booking(resource_sudo, span, activity, raw)
        return bookings_sudo.create(values), {}

    def _prepare_resource_booking(self, resource_sudo, span, activity, raw):
        """Values of a booking: typed, whatever the form said."""
        return {
            "resource_id": resource_sudo.id,
            "member_id": self.id,
            "activity_id": activity.id,
            "start": to_naive(span.start),
            "stop": to_naive(span.end),
            "words": raw.get("words", "").strip(),
            "state": "asked" if resource_sudo.needs_approval else "confirmed",
        }

    @api.model
    def _read_resource_slot(self, resource_sudo, raw):
        """Return ``(engine.Span or None, issues)`` of what the form asks for."""
        start = _read_moment(raw.get("slot", ""))
        if start is None:
            return None, {"slot": "required"}
        count = raw.get("count", "1").strip()
        if not NUMBER.fullmatch(count):
            return None, {"count": "count"}
        try:
            span = engine.booking_span(
                resource_sudo._get_openings(),
                start,
                int(count),
                resource_sudo.unit,
                ZONE,
                resource_sudo.longest,
            )
        except engine.SlotError as error:
            code = error.args[0]
            return None, {"slot" if code == "closed" else "count": code}
        return span, self._check_resource_span(resource_sudo, span)

    @api.model
    def _check_resource_span(self, resource_sudo, span):
        """Return the issue of a time: too soon, too far, taken; or nothing."""
        today = to_local(fields.Datetime.now()).date()
        until = today + timedelta(days=resource_sudo.horizon_days)
        if span.start < self._get_resource_earliest(resource_sudo):
            return {"slot": "soon"}
        if span.start.astimezone(ZONE).date() > until:
            return {"slot": "far"}
        taken = resource_sudo._get_taken(to_naive(span.start), to_naive(span.end))
        spans = taken.get(resource_sudo.id, [])
        if not engine.free_places(spans, span, resource_sudo.capacity):
            return {"slot": "taken"}
        return {}

    def _read_paying_activity(self, resource_sudo, raw, span):
        """Return ``(activity, issues)``: one of the person's own, if it is charged."""
        member_sudo = self.sudo()  # Checked by the caller: their own activities.
        own = member_sudo.caetic_activity_ids
        text = raw.get("activity", "")
        if text:
            own = own.filtered(lambda one: str(one.id) == text)
        activity = own[:1]
        if activity:
            return activity, {}
        day = span.start.astimezone(ZONE).date() if span else None
        if text or not day or not resource_sudo._is_free_for(activity, day):
            return activity, {"activity": "required"}
        return activity, {}

    # -- my bookings ------------------------------------------------------------------

    def _portal_get_bookings(self):
        """Return ``(coming, over)``: rows of the person's bookings."""
        self._portal_check_file()
        # Their own bookings, on which a portal user has no right.
        bookings_sudo = self.env["caetic.resource.booking"].sudo()
        own = [("member_id", "=", self.id)]
        now = fields.Datetime.now()
        live = [("state", "in", ("asked", "confirmed")), ("stop", ">", now)]
        coming_sudo = bookings_sudo.search([*own, *live], order="start, id")
        over_sudo = bookings_sudo.search(
            [*own, ("id", "not in", coming_sudo.ids)], limit=MOST_PAST
        )
        return (
            [self._portal_get_booking_row(one_sudo) for one_sudo in coming_sudo],
            [self._portal_get_booking_row(one_sudo) for one_sudo in over_sudo],
        )

    @api.model
    def _portal_get_booking_row(self, booking_sudo):
        resource_sudo = booking_sudo.resource_id
        now = fields.Datetime.now()
        late = engine.is_late(booking_sudo.start, now, resource_sudo.cancel_hours)
        return {
            "id": booking_sudo.id,
            "resource_id": resource_sudo.id if resource_sudo.active else 0,
            "name": resource_sudo.name,
            "place": resource_sudo.place or "",
            "when": booking_sudo._get_when(),
            "state": booking_sudo.state,
            "words": booking_sudo.words or "",
            "answer": booking_sudo.answer or "",
            "activity": booking_sudo.activity_id.name or "",
            "amount": booking_sudo.amount_due,
            "is_charged": bool(booking_sudo.transfer_id),
            # The account that paid opens for its members.
            "charge_url": self.env.user in booking_sudo.activity_id.member_ids.user_id
            and f"/my/activities/{booking_sudo.activity_id.id}/money/cost",
            "can_cancel": self._portal_can_cancel(booking_sudo),
            # What cancelling now would cost.
            "late_amount": late and booking_sudo._get_late_amount(),
            "currency": booking_sudo.currency_id,
        }

    @api.model
    def _portal_can_cancel(self, booking_sudo):
        live = booking_sudo.state in ("asked", "confirmed")
        return live and booking_sudo.start > fields.Datetime.now()

    def _portal_cancel_booking(self, booking_id):
        """Cancel a booking of one's own; late, it costs what the rules say.

        :returns: whether it is one of theirs
        :raises UserError: it has begun, or is over
        """
        self._portal_check_file()
        # As in ``_portal_get_bookings``.
        bookings_sudo = self.env["caetic.resource.booking"].sudo()
        booking_sudo = bookings_sudo.search(
            [("id", "=", booking_id), ("member_id", "=", self.id)]
        )
        if not booking_sudo:
            return False
        if not self._portal_can_cancel(booking_sudo):
            raise UserError(
                self.env._("It is too late to cancel here: call the cooperative.")
            )
        booking_sudo._cancel_by_person()
        return True


def _read_day(text):
    """Return a day of a page's address, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_moment(text):
    """Return the moment of a slot of the form (UTC), or None."""
    try:
        return datetime.strptime(text, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
