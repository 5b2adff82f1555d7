# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    caetic_sign_margin = fields.Integer(
        string="Signing opens and ends",
        default=15,
        help="Minutes before and after a half-day in which the code in the room is "
        "taken. A choice of the cooperative.",
    )

    _caetic_sign_margin_positive = models.Constraint(
        "CHECK (caetic_sign_margin >= 0)", "A number of minutes is not below zero."
    )
