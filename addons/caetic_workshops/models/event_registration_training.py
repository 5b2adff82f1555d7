# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

# Frame F-1 of the form.
TRAINEES = [
    ("employee", "Employee of a private employer"),
    ("apprentice", "Apprentice"),
    ("jobseeker", "Jobseeker"),
    ("individual", "Individual, at their own expense"),
    ("other", "Other trainee"),
]


class EventRegistrationTraining(models.Model):
    """Trainee of a training action."""

    _inherit = "event.registration"

    caetic_trainee_kind = fields.Selection(
        TRAINEES, string="Trainee (BPF)", default="employee"
    )
    caetic_convocation_date = fields.Date(
        string="Convocation sent on", readonly=True, copy=False
    )
    caetic_attended_hours = fields.Float(
        string="Hours attended", compute="_compute_attended_hours"
    )

    @api.depends("caetic_attendance_ids.hours")
    def _compute_attended_hours(self):
        for registration in self:
            rows = registration.caetic_attendance_ids
            registration.caetic_attended_hours = sum(rows.mapped("hours"))

    def _caetic_get_words(self):
        """Return what writes dates in French, for the templates."""
        return self.env["caetic.archive.mixin"]
