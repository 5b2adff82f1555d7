# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from zoneinfo import available_timezones

from odoo import api, fields, models


class ResCompanyAgenda(models.Model):
    """How appointments with advisers are booked."""

    _inherit = "res.company"

    caetic_agenda_tz = fields.Selection(
        "_get_agenda_zones",
        string="Clock of the appointments",
        required=True,
        default="Europe/Paris",
        help="Hours of reception are said on this clock, summer time included.",
    )
    caetic_agenda_notice = fields.Integer(
        string="Notice before an appointment (hours)",
        default=24,
        help="Nobody books or cancels later than this on the portal.",
    )
    caetic_agenda_horizon = fields.Integer(
        string="Appointments open ahead (days)", default=42
    )

    _agenda_positive = models.Constraint(
        "CHECK (caetic_agenda_notice >= 0 AND caetic_agenda_horizon >= 0)",
        "The notice and the days ahead of appointments are not below zero.",
    )

    @api.model
    def _get_agenda_zones(self):
        return [(zone, zone) for zone in sorted(available_timezones())]
