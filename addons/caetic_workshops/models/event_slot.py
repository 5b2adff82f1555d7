# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models

from ..engine import hours


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
