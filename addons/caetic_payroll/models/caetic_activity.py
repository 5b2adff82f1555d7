# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticActivity(models.Model):
    """What the pay of an activity needs."""

    _inherit = "caetic.activity"

    risk_id = fields.Many2one(
        "caetic.risk.code",
        string="Risk code",
        ondelete="restrict",
        groups="base.group_user",
        help="Rate of work accidents; empty: the one of the cooperative (R509).",
    )
