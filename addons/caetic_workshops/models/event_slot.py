# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class EventSlot(models.Model):
    """Half-day of a session: attendance is taken for each (R1002)."""

    _inherit = "event.slot"

    caetic_attendance_ids = fields.One2many(
        "caetic.attendance", "slot_id", string="Attendance"
    )
    caetic_hours = fields.Float(
        string="Length (hours)", compute="_compute_caetic_hours", store=True
    )

    @api.depends("start_hour", "end_hour")
    def _compute_caetic_hours(self):
        for slot in self:
            slot.caetic_hours = slot.end_hour - slot.start_hour
