# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.weekdays import WEEKDAYS


class CaeticResourceOpening(models.Model):
    """Hours of a day of the week when a resource may be had, on the local clock."""

    _name = "caetic.resource.opening"
    _description = "Opening hours of a resource"
    _order = "weekday, hour_from, id"
    _rec_name = "weekday"

    resource_id = fields.Many2one(
        "caetic.resource", required=True, index=True, ondelete="cascade"
    )
    weekday = fields.Selection(WEEKDAYS, string="Day", required=True, default="0")
    hour_from = fields.Float(string="From (hour)", required=True, default=9.0)
    hour_to = fields.Float(string="To (hour)", required=True, default=18.0)
    company_id = fields.Many2one(related="resource_id.company_id", store=True)

    _hours = models.Constraint(
        "CHECK (hour_from >= 0 AND hour_to <= 24 AND hour_from < hour_to)",
        "Opening hours start before they end, within the day.",
    )
