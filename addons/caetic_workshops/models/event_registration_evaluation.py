# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class EventRegistrationEvaluation(models.Model):
    """Who was asked to evaluate the session."""

    _inherit = "event.registration"

    caetic_invitation_ids = fields.One2many(
        "caetic.evaluation.invitation",
        "registration_id",
        string="Invitations to evaluate",
    )
