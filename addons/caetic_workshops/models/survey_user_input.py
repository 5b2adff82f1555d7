# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

HEAT = [("hot", "Right after"), ("cold", "Some months later")]


class SurveyUserInput(models.Model):
    """An answer about a session says which one, never whose it is."""

    _inherit = "survey.user_input"

    caetic_event_id = fields.Many2one(
        "event.event",
        string="Session",
        index="btree_not_null",
        readonly=True,
        ondelete="cascade",
    )
    caetic_heat = fields.Selection(HEAT, string="When", readonly=True)
