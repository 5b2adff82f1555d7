# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import secrets

from odoo import api, fields, models

from .. import engine

REFILLS = {"seats_max", "seats_limited", "kanban_state", "active", "date_begin"}


class EventEventSeats(models.Model):
    """Seats of a session: the waiting list fills what is freed, by itself."""

    _inherit = "event.event"

    # Written by whoever takes or frees a seat: two who do so at once cannot both
    # commit, and the server plays the second one's act again on what the first left.
    caetic_turn = fields.Integer(string="Turn", readonly=True, copy=False)
    caetic_waiting_count = fields.Integer(
        string="Waiting list", compute="_compute_caetic_waiting_count"
    )
    caetic_is_under_minimum = fields.Boolean(
        string="Too few people", compute="_compute_caetic_is_under_minimum"
    )

    @api.depends("registration_ids.state", "registration_ids.active")
    def _compute_caetic_waiting_count(self):
        groups = self.env["event.registration"]._read_group(
            [("event_id", "in", self.ids), ("state", "=", "waiting")],
            ["event_id"],
            ["__count"],
        )
        counts = dict(groups)
        for event in self:
            event.caetic_waiting_count = counts.get(event._origin, 0)

    @api.depends("caetic_seats_min", "seats_taken")
    def _compute_caetic_is_under_minimum(self):
        for event in self:
            event.caetic_is_under_minimum = event.seats_taken < event.caetic_seats_min

    def write(self, vals):
        result = super().write(vals)
        if "event_slot_ids" in vals:
            self._caetic_span()
        if REFILLS & set(vals):
            self._caetic_fill_seats_sudo()
        return result

    def _caetic_take_turn_sudo(self):
        """Wait for one's turn among those who take or free seats of the sessions.

        Each writes the row of the session first. Under repeatable read the second
        one fails when the first commits, and is played again from the start.
        """
        # Who registers has no right to write sessions; the number means nothing.
        events_sudo = self.sudo().filtered("caetic_module_id").sorted("id")
        if events_sudo:
            events_sudo.write({"caetic_turn": secrets.randbits(30)})
            events_sudo.flush_recordset(["caetic_turn"])

    def _caetic_get_free(self):
        """Return how many seats are left, None without a limit."""
        self.ensure_one()
        limit = self.seats_max if self.seats_limited else 0
        return engine.seats_free(limit, self.seats_taken)

    def _caetic_fill_seats_sudo(self):
        """Give freed seats to those who wait, in their order, until it begins."""
        # Whoever frees a seat has no right on the registration of the next one.
        events_sudo = self.sudo().filtered(lambda one: one._caetic_is_fillable())
        events_sudo = events_sudo.filtered("caetic_waiting_count")
        events_sudo._caetic_take_turn_sudo()
        for event_sudo in events_sudo:
            waiting_sudo = event_sudo.registration_ids.filtered(
                lambda one: one.state == "waiting"
            ).sorted(lambda one: (one.caetic_waiting_since, one.id))
            promoted_sudo = waiting_sudo[: event_sudo._caetic_get_free()]
            if promoted_sudo:
                promoted_sudo.write({"state": "open"})

    def _caetic_is_fillable(self):
        """Tell whether the waiting list still moves: the session has not begun."""
        self.ensure_one()
        return bool(
            self.caetic_module_id
            and self.active
            and self.kanban_state != "cancel"
            and self.date_begin > fields.Datetime.now()
        )
