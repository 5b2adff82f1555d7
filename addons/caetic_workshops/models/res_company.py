# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """How the cooperative runs its workshops: its own rules, not the law's."""

    _inherit = "res.company"

    caetic_morning_start = fields.Float(string="Mornings from", default=9.0)
    caetic_morning_end = fields.Float(string="Mornings to", default=12.5)
    caetic_afternoon_start = fields.Float(string="Afternoons from", default=14.0)
    caetic_afternoon_end = fields.Float(string="Afternoons to", default=17.5)
    caetic_attended_share = fields.Float(
        string="Share to attend (%)",
        default=100,
        help="A module is attended when this share of the hours of one of its sessions "
        "was; 100: every half-day.",
    )
    caetic_register_hours = fields.Integer(
        string="Registration ends (hours before)", default=24
    )
    caetic_withdraw_hours = fields.Integer(
        string="Withdrawal ends (hours before)", default=48
    )
    caetic_minimum_days = fields.Integer(
        string="Warning of too few people (days before)", default=7
    )
    caetic_no_show_limit = fields.Integer(
        string="Absences without an excuse",
        default=2,
        help="Sessions missed in twelve months after which the adviser registers the "
        "person, who no longer does so alone; 0: no such rule.",
    )

    _caetic_half_days = models.Constraint(
        "CHECK (caetic_morning_start < caetic_morning_end AND "
        "caetic_morning_end <= caetic_afternoon_start AND "
        "caetic_afternoon_start < caetic_afternoon_end)",
        "The hours of half-days follow each other.",
    )
    _caetic_share = models.Constraint(
        "CHECK (caetic_attended_share > 0 AND caetic_attended_share <= 100)",
        "The share to attend is above 0 and at most 100 %.",
    )
    _caetic_counts = models.Constraint(
        "CHECK (caetic_register_hours >= 0 AND caetic_withdraw_hours >= 0 AND "
        "caetic_minimum_days >= 0 AND caetic_no_show_limit >= 0)",
        "Delays and counts are not below zero.",
    )
