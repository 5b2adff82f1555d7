# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import secrets
from datetime import UTC
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

from .. import engine

ZONE = ZoneInfo("Europe/Paris")
WORKDAYS = 5
UNITS = [
    ("hour", "Hour"),
    ("half_day", "Half-day"),
    ("day", "Day"),
    ("month", "Month"),
]
# Bookings that take room, and those that the database itself keeps apart.
HOLDING = ("asked", "confirmed", "done")


class CaeticResource(models.Model):
    """What the cooperative shares: equipment, desks and rooms, licences (R427)."""

    _name = "caetic.resource"
    _description = "Shared resource"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        [
            ("room", "Room"),
            ("desk", "Desk"),
            ("equipment", "Equipment"),
            ("licence", "Licence"),
        ],
        required=True,
        default="equipment",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    capacity = fields.Integer(
        string="Places",
        required=True,
        default=1,
        help="How many bookings at once: desks, seats of a licence, one for a room.",
    )
    summary = fields.Text(string="Description")
    place = fields.Char(help="Where it is used, or fetched and brought back.")
    rules = fields.Text(string="Rules of use")
    deposit = fields.Char(help="What is asked for as a guarantee, in words.")
    picture_ids = fields.Many2many(
        "ir.attachment",
        "caetic_resource_picture_rel",
        string="Pictures",
        bypass_search_access=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        index="btree_not_null",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
    )
    needs_approval = fields.Boolean(
        string="Staff approve", help="A booking is asked for; otherwise it is had."
    )
    unit = fields.Selection(UNITS, required=True, default="half_day")
    price = fields.Monetary(string="Price of a unit", help="EUR before tax.")
    is_free_cape = fields.Boolean(string="Free under CAPE")
    free_activity_ids = fields.Many2many(
        "caetic.activity", "caetic_resource_free_rel", string="Free for"
    )
    opening_ids = fields.One2many(
        "caetic.resource.opening",
        "resource_id",
        string="Opening hours",
        copy=True,
        default=lambda self: self._default_openings(),
    )
    notice_hours = fields.Integer(
        string="Notice (hours)", default=1, help="Between the booking and its start."
    )
    horizon_days = fields.Integer(
        string="Booked ahead (days)", required=True, default=90
    )
    longest = fields.Integer(
        string="Longest booking (units)", help="0: without a limit.", default=10
    )
    cancel_hours = fields.Integer(
        string="Cancelled free until (hours before)", default=24
    )
    late_share = fields.Float(
        string="Charged when cancelled later (%)", digits=(16, 2), default=50
    )
    booking_ids = fields.One2many("caetic.resource.booking", inverse_name="resource_id")
    coming_count = fields.Integer(string="To come", compute="_compute_coming_count")
    # Written by whoever takes room: two who do so at once cannot both commit, and the
    # server plays the second one's act again on what the first left.
    turn = fields.Integer(readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _capacity_positive = models.Constraint(
        "CHECK (capacity > 0)", "A resource has one place at least."
    )
    _price_positive = models.Constraint(
        "CHECK (price >= 0)", "A price is not below zero."
    )
    _limits = models.Constraint(
        "CHECK (notice_hours >= 0 AND horizon_days >= 0 AND longest >= 0"
        " AND cancel_hours >= 0)",
        "Notice, limits and delays are not below zero.",
    )
    _late_share = models.Constraint(
        "CHECK (late_share BETWEEN 0 AND 100)", "A share is between 0 and 100 %."
    )

    @api.model
    def _default_openings(self):
        """Monday to Friday, 9 to 18."""
        return [
            Command.create({"weekday": str(day), "hour_from": 9, "hour_to": 18})
            for day in range(WORKDAYS)
        ]

    @api.depends("booking_ids.state", "booking_ids.stop")
    def _compute_coming_count(self):
        groups = self.env["caetic.resource.booking"]._read_group(
            [
                ("resource_id", "in", self.ids),
                ("state", "in", HOLDING),
                ("stop", ">", fields.Datetime.now()),
            ],
            ["resource_id"],
            ["__count"],
        )
        counts = dict(groups)
        for resource in self:
            resource.coming_count = counts.get(resource._origin, 0)

    @api.constrains("capacity")
    def _check_capacity(self):
        """What is booked from now on still has its place."""
        taken = self._get_taken(fields.Datetime.now())
        for resource in self:
            spans = taken.get(resource.id, [])
            if not spans:
                continue
            whole = engine.Span(
                min(one.start for one in spans), max(one.end for one in spans)
            )
            if engine.peak(spans, whole) > resource.capacity:
                raise ValidationError(
                    self.env._(
                        "More people than that have booked “%(name)s” at once: cancel "
                        "some of their bookings first.",
                        name=resource.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        resources = super().create(vals_list)
        resources._hang_pictures()
        return resources

    def write(self, vals):
        result = super().write(vals)
        if "picture_ids" in vals:
            self._hang_pictures()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for vals in vals_list:
            vals["name"] = self.env._("%(name)s (copy)", name=vals["name"])
        return vals_list

    def _hang_pictures(self):
        """A picture belongs to the resource that shows it."""
        for resource in self:
            for picture in resource.picture_ids.filtered(lambda one: not one.res_id):
                picture.res_model, picture.res_id = self._name, resource.id

    # -- room -------------------------------------------------------------------------

    def _take_turn_sudo(self):
        """Wait for one's turn among those who take room of the resources.

        Each writes the row of the resource first. Under repeatable read the second one
        fails when the first commits, and is played again from the start.
        """
        # Who books has no right to write resources; the number means nothing.
        resources_sudo = self.sudo().sorted("id")
        if resources_sudo:
            resources_sudo.write({"turn": secrets.randbits(30)})
            resources_sudo.flush_recordset(["turn"])

    def _get_taken(self, since, until=None, without=None):
        """Return ``{id: [engine.Span]}`` of what is booked, in one query.

        :param since: naive UTC
        :param until: naive UTC, None for ever
        :param without: bookings left out
        """
        domain = [
            ("resource_id", "in", self.ids),
            ("state", "in", HOLDING),
            ("stop", ">", since),
            ("id", "not in", without.ids if without else []),
        ]
        if until:
            domain.append(("start", "<", until))
        # That a place is taken is told to whoever may book; by whom is not.
        bookings_sudo = self.env["caetic.resource.booking"].sudo()
        found_sudo = bookings_sudo.search_fetch(
            domain, ["resource_id", "start", "stop"]
        )
        taken = {}
        for one_sudo in found_sudo:
            span = to_span(one_sudo.start, one_sudo.stop)
            taken.setdefault(one_sudo.resource_id.id, []).append(span)
        return taken

    def _get_openings(self):
        """Return the opening hours as the engine reads them."""
        self.ensure_one()
        return [
            engine.Opening(
                int(one.weekday), to_minutes(one.hour_from), to_minutes(one.hour_to)
            )
            for one in self.opening_ids
        ]

    # -- price ------------------------------------------------------------------------

    def _is_free_for(self, activity, day):
        """Tell whether an activity pays nothing on a day."""
        self.ensure_one()
        if not self.price or activity in self.free_activity_ids:
            return True
        return bool(self.is_free_cape and activity and activity._is_cape(day))

    def _get_price_words(self):
        """Return what a unit costs, in words."""
        self.ensure_one()
        if not self.price:
            return self.env._("Free")
        units = {
            "hour": self.env._("an hour"),
            "half_day": self.env._("a half-day"),
            "day": self.env._("a day"),
            "month": self.env._("a month"),
        }
        amount = self.currency_id.format(self.price)
        return self.env._(
            "%(amount)s before tax, %(unit)s", amount=amount, unit=units[self.unit]
        )

    def action_open_bookings(self):
        """Open the bookings of the resource."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_resources.caetic_resource_booking_action"
        )
        return {
            **action,
            "domain": [("resource_id", "=", self.id)],
            "context": {"default_resource_id": self.id},
        }


def to_minutes(hour):
    """Return the minute of the day of an hour as a form gives it: 9.5 is 570."""
    return int(hour * 60 + 0.5)


def to_span(start, stop):
    """Return the time between two moments of the database (UTC, naive)."""
    return engine.Span(start.replace(tzinfo=UTC), stop.replace(tzinfo=UTC))


def to_local(moment):
    """Return a moment of the database (UTC, naive) on the clock of Paris."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE)


def to_naive(moment):
    """Return a moment as the database keeps it: UTC, without its zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
