# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticSessionPlanDay(models.TransientModel):
    """A day of a session to plan, with its half-days."""

    _name = "caetic.session.plan.day"
    _description = "Day of a session to plan"
    _order = "date, id"

    wizard_id = fields.Many2one(
        "caetic.session.plan.wizard", required=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    is_morning = fields.Boolean(string="Morning", default=True)
    is_afternoon = fields.Boolean(string="Afternoon", default=True)
