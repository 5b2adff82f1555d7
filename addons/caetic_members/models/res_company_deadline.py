# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompanyDeadline(models.Model):
    """Who answers for the clocks of the cooperative."""

    _inherit = "res.company"

    caetic_coordinator_id = fields.Many2one(
        "res.users",
        string="In charge of legal deadlines",
        domain="[('share', '=', False)]",
        help="Gets the alerts of contracts; empty: the first coordinator.",
    )
