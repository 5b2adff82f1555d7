# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date, format_time

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from .caetic_resource import HOLDING, UNITS, ZONE, to_local, to_span

TIMES = {"resource_id", "start", "stop"}
LONG = "EEEE d MMMM y"


class CaeticResourceBooking(models.Model):
    """Somebody has a resource for a time: asked for, confirmed, over or cancelled."""

    _name = "caetic.resource.booking"
    _description = "Booking of a resource"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "start desc, id desc"

    resource_id = fields.Many2one(
        "caetic.resource", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(related="resource_id.kind", store=True)
    member_id = fields.Many2one(
        "caetic.member", string="Person", required=True, index=True, ondelete="restrict"
    )
    activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity charged",
        index="btree_not_null",
        ondelete="restrict",
        compute="_compute_activity_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    start = fields.Datetime(string="From", required=True, index=True)
    stop = fields.Datetime(string="To", required=True)
    state = fields.Selection(
        [
            ("asked", "Asked for"),
            ("confirmed", "Confirmed"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="confirmed",
        index=True,
        tracking=True,
    )
    words = fields.Char(string="What for", size=200)
    answer = fields.Char(size=300, help="Why staff refused or cancelled: told by mail.")
    # Alone on the resource: the database itself keeps such bookings apart.
    is_exclusive = fields.Boolean(compute="_compute_is_exclusive", store=True)
    unit = fields.Selection(UNITS, compute="_compute_amount", store=True)
    unit_count = fields.Integer(string="Units", compute="_compute_amount", store=True)
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        help="EUR before tax, at the price of the day when it was booked.",
    )
    late_share = fields.Float(
        string="Charged though cancelled (%)",
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="Rule of the resource for those who cancel late; 0 in time.",
    )
    is_waived = fields.Boolean(
        string="Not charged", copy=False, help="Staff give it for nothing."
    )
    amount_due = fields.Monetary(
        string="To charge", compute="_compute_amount_due", store=True
    )
    transfer_id = fields.Many2one(
        "caetic.transfer",
        string="Charged by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    user_id = fields.Many2one(related="resource_id.user_id", string="Responsible")
    company_id = fields.Many2one(related="resource_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _times_ordered = models.Constraint(
        "CHECK (stop > start)", "A booking ends after it starts."
    )
    # No extension is needed: ranges of numbers and of moments are in every PostgreSQL.
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(resource_id, resource_id, '[]') WITH &&,"
        " tsrange(start, stop) WITH &&)"
        " WHERE (is_exclusive AND state IN ('asked', 'confirmed'))",
        "Somebody has this resource at that time already.",
    )

    @api.depends("resource_id.name", "member_id.name")
    def _compute_display_name(self):
        for booking in self:
            names = (booking.resource_id.name, booking.member_id.name)
            booking.display_name = " · ".join(filter(None, names))

    @api.depends("member_id")
    def _compute_activity_id(self):
        """The first activity of the person pays, unless another is chosen."""
        for booking in self:
            own = booking.member_id.stake_ids.activity_id
            if booking.activity_id not in own:
                booking.activity_id = own[:1]

    @api.depends("resource_id.capacity")
    def _compute_is_exclusive(self):
        for booking in self:
            booking.is_exclusive = booking.resource_id.capacity == 1

    # Not on the price: what was booked at a price keeps it.
    @api.depends("resource_id", "start", "stop", "activity_id")
    def _compute_amount(self):
        for booking in self:
            resource = booking.resource_id
            booking.unit = resource.unit
            booking.unit_count = 0
            booking.amount = 0
            if not (resource and booking.start and booking.stop):
                continue
            booking.unit_count = booking._count_units()
            day = to_local(booking.start).date()
            booking.amount = engine.booking_amount(
                to_decimal(resource.price),
                booking.unit_count,
                resource._is_free_for(booking.activity_id, day),
            )

    def _count_units(self):
        self.ensure_one()
        if self.stop <= self.start:
            return 0
        return engine.count_units(
            self.resource_id._get_openings(),
            to_span(self.start, self.stop),
            self.resource_id.unit,
            ZONE,
        )

    @api.depends("amount", "state", "late_share", "is_waived")
    def _compute_amount_due(self):
        for booking in self:
            amount = to_decimal(booking.amount)
            if booking.state == "cancelled":
                amount = engine.late_amount(amount, Decimal(str(booking.late_share)))
            booking.amount_due = 0 if booking.is_waived else amount

    # -- room -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        wanted = {vals.get("resource_id") for vals in vals_list} - {None, False}
        self.env["caetic.resource"].browse(wanted)._take_turn_sudo()
        bookings = super().create(vals_list)
        bookings._check_room()
        bookings._tell_new()
        return bookings

    def write(self, vals):
        takes_room = TIMES & set(vals) or vals.get("state") in ("asked", "confirmed")
        if takes_room:
            wanted = self.env["caetic.resource"].browse(vals.get("resource_id") or [])
            (self.resource_id | wanted)._take_turn_sudo()
        before = {one.id: (one.state, one.start, one.stop) for one in self}
        result = super().write(vals)
        if takes_room:
            self._check_room()
        if takes_room or "state" in vals:
            self._tell_changes(before)
        return result

    def _check_room(self):
        """Refuse more bookings at once than the resource has places.

        :raises ValidationError: somebody else has the place
        """
        holding = self.filtered(lambda one: one.state in HOLDING)
        if not holding:
            return
        taken = holding.resource_id._get_taken(
            min(holding.mapped("start")), max(holding.mapped("stop"))
        )
        for booking in holding:
            # Its own row is among those that are taken.
            span = to_span(booking.start, booking.stop)
            most = engine.peak(taken[booking.resource_id.id], span)
            if most > booking.resource_id.capacity:
                raise ValidationError(
                    self.env._(
                        "“%(name)s” has no place left at that time.",
                        name=booking.resource_id.name,
                    )
                )

    @api.constrains("activity_id", "member_id", "amount")
    def _check_activity(self):
        # Whoever is responsible for a resource books for people of other advisers.
        for booking_sudo in self.sudo():
            activity = booking_sudo.activity_id
            if booking_sudo.amount and not activity:
                raise ValidationError(
                    self.env._("Say which activity pays: this booking is not free.")
                )
            own = booking_sudo.member_id.stake_ids.activity_id
            if activity and activity not in own:
                raise ValidationError(
                    self.env._("The activity charged is one of the person's own.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        if self.filtered("transfer_id"):
            raise UserError(self.env._("A booking that was charged is not deleted."))

    # -- life -------------------------------------------------------------------------

    def action_confirm(self):
        """Grant what was asked for."""
        self.check_access("write")
        self._check_state("asked")
        self.state = "confirmed"

    def action_cancel(self):
        """Staff refuse or cancel: it costs nothing, whenever it is."""
        self.check_access("write")
        self._check_state("asked", "confirmed", "done")
        if self.filtered("transfer_id"):
            raise UserError(
                self.env._("Cancel the transfer that charges it first: it was paid.")
            )
        self.write({"state": "cancelled", "late_share": 0})

    def _cancel_by_person(self):
        """The person cancels: free in time, later by the rule of the resource."""
        self.ensure_one()
        late = engine.is_late(
            self.start, fields.Datetime.now(), self.resource_id.cancel_hours
        )
        # What nobody granted yet costs nothing.
        costs = late and self.state == "confirmed"
        share = self.resource_id.late_share if costs else 0
        self.write({"state": "cancelled", "late_share": share})

    def _get_late_amount(self):
        """Return what a late cancellation of a booking costs, EUR before tax."""
        self.ensure_one()
        if self.state != "confirmed" or self.is_waived:
            return 0
        share = Decimal(str(self.resource_id.late_share))
        return engine.late_amount(to_decimal(self.amount), share)

    def _check_state(self, *states):
        wrong = self.filtered(lambda one: one.state not in states)
        if wrong:
            raise UserError(
                self.env._(
                    "“%(name)s” is not in the right state for this.",
                    name=wrong[0].display_name,
                )
            )

    @api.model
    def _cron_follow(self):
        """What is over is done; what nobody answered in time is cancelled."""
        now = fields.Datetime.now()
        over = self.search([("state", "=", "confirmed"), ("stop", "<=", now)])
        over.state = "done"
        forgotten = self.search([("state", "=", "asked"), ("start", "<=", now)])
        if forgotten:
            late = self.env._("Nobody could answer in time: please ask again.")
            forgotten.write({"state": "cancelled", "answer": late})

    # -- words ------------------------------------------------------------------------

    def _get_when(self):
        """Return from when to when in the reader's words, on the local clock."""
        self.ensure_one()
        start, stop = to_local(self.start), to_local(self.stop)
        first = format_date(self.env, start.date(), date_format=LONG)
        if self.unit == "month":
            last = to_local(fields.Datetime.subtract(self.stop, seconds=1))
            return self.env._(
                "From %(first)s to %(last)s",
                first=first,
                last=format_date(self.env, last.date(), date_format=LONG),
            )
        begin, end = self._get_hours(start, stop)
        if start.date() == stop.date():
            return self.env._(
                "%(day)s, %(begin)s to %(end)s", day=first, begin=begin, end=end
            )
        return self.env._(
            "From %(first)s, %(begin)s to %(last)s, %(end)s",
            first=first,
            begin=begin,
            last=format_date(self.env, stop.date(), date_format=LONG),
            end=end,
        )

    def _get_hours(self, *moments):
        """Return local moments as hours in the reader's words."""
        return [
            format_time(self.env, one.time(), time_format="short") for one in moments
        ]
