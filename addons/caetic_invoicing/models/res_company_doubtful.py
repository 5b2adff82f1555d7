# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """When an unpaid document is proposed as doubtful."""

    _inherit = "res.company"

    caetic_doubtful_days = fields.Integer(
        string="Doubtful after (days late)",
        default=90,
        help="R424: then proposed to the accountant. Zero: never proposed.",
    )

    _doubtful_days_positive = models.Constraint(
        "CHECK (caetic_doubtful_days >= 0)", "A number of days cannot be negative."
    )
