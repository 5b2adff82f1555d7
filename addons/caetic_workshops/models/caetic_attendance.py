# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticAttendance(models.Model):
    """Attendance of a person at a half-day (R306, R1002)."""

    _name = "caetic.attendance"
    _description = "Attendance at a half-day"
    _order = "slot_id, partner_id, id"

    slot_id = fields.Many2one(
        "event.slot", string="Half-day", required=True, index=True, ondelete="restrict"
    )
    registration_id = fields.Many2one(
        "event.registration", required=True, index=True, ondelete="restrict"
    )
    event_id = fields.Many2one(
        related="slot_id.event_id", string="Session", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="registration_id.partner_id", string="Person", store=True, index=True
    )
    member_id = fields.Many2one(
        related="registration_id.caetic_stay_id",
        string="Member",
        store=True,
        index=True,
    )
    state = fields.Selection(
        [
            ("registered", "Not filled in"),
            ("present", "Present"),
            ("absent", "Absent"),
            ("excused", "Excused"),
        ],
        required=True,
        default="registered",
    )
    date = fields.Date(related="slot_id.date", store=True)
    hours = fields.Float(string="Hours attended", compute="_compute_hours", store=True)
    module_id = fields.Many2one(related="event_id.caetic_module_id", store=True)
    funded_action_id = fields.Many2one(
        related="event_id.caetic_funded_action_id", store=True, index=True
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True)

    _person_uniq = models.UniqueIndex(
        "(slot_id, registration_id)", "The person is already on the sheet."
    )

    @api.depends("state", "slot_id.caetic_hours")
    def _compute_hours(self):
        for attendance in self:
            is_there = attendance.state == "present"
            attendance.hours = attendance.slot_id.caetic_hours if is_there else 0.0
