# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticAttendanceCorrectWizard(models.TransientModel):
    """Correct a sealed attendance: what is right, and why."""

    _name = "caetic.attendance.correct.wizard"
    _description = "Correct an attendance"

    attendance_id = fields.Many2one(
        "caetic.attendance",
        string="Person",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    slot_id = fields.Many2one(related="attendance_id.slot_id")
    old_state = fields.Selection(related="attendance_id.state", string="On the sheet")
    new_state = fields.Selection(
        [("present", "Present"), ("absent", "Absent"), ("excused", "Excused")],
        string="Right",
        required=True,
    )
    reason = fields.Text(required=True)

    def action_correct(self):
        """Correct the row; whoever may not is refused there."""
        self.ensure_one()
        self.check_access("read")
        self.attendance_id._correct(self.new_state, self.reason)
        return {"type": "ir.actions.act_window_close"}
