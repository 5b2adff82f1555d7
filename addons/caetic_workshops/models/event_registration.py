# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class EventRegistration(models.Model):
    """Registration to a session (R306), for all its half-days."""

    _inherit = "event.registration"

    state = fields.Selection(
        selection_add=[("waiting", "Waiting list")],
        ondelete={"waiting": "set draft"},
    )
    caetic_stay_id = fields.Many2one(
        "caetic.member", string="Member", index="btree_not_null", ondelete="restrict"
    )
    caetic_attendance_ids = fields.One2many(
        "caetic.attendance", "registration_id", string="Attendance"
    )
