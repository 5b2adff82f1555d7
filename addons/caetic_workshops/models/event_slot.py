# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models

from ..engine import hours

NOON = 13.0


class EventSlot(models.Model):
    """Half-day of a session: attendance is taken for each (R1002)."""

    _inherit = "event.slot"

    caetic_attendance_ids = fields.One2many(
        "caetic.attendance", "slot_id", string="Attendance"
    )
    caetic_hours = fields.Float(
        string="Length (hours)",
        digits=(16, 2),
        compute="_compute_caetic_hours",
        store=True,
    )
    caetic_half = fields.Selection(
        [("morning", "Morning"), ("afternoon", "Afternoon")],
        string="Half-day",
        compute="_compute_caetic_half",
        store=True,
    )

    @api.depends("start_hour", "end_hour")
    def _compute_caetic_hours(self):
        for slot in self:
            minutes = hours.length(*slot._caetic_get_clock())
            # Exact to two decimals: the column is a decimal number too.
            slot.caetic_hours = str(hours.hours(minutes))

    def _caetic_get_clock(self):
        """Return the hours of the clock it starts and ends at, as exact numbers."""
        self.ensure_one()
        return Decimal(str(self.start_hour)), Decimal(str(self.end_hour))

    @api.depends("start_hour")
    def _compute_caetic_half(self):
        for slot in self:
            is_morning = slot.start_hour < NOON
            slot.caetic_half = "morning" if is_morning else "afternoon"

    @api.constrains("date", "start_hour", "end_hour")
    def _check_time_range(self):
        """The half-days of a session say when it is, not the other way round."""
        others = self.filtered(lambda slot: not slot.event_id.caetic_module_id)
        return super(EventSlot, others)._check_time_range()

    @api.model_create_multi
    def create(self, vals_list):
        slots = super().create(vals_list)
        slots.event_id._caetic_span()
        return slots

    def write(self, vals):
        result = super().write(vals)
        if {"date", "start_hour", "end_hour", "event_id"} & set(vals):
            self.event_id._caetic_span()
        return result
