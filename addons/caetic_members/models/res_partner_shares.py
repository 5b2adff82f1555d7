# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResPartnerShares(models.Model):
    """Parts belong to a person or a body, whatever their stays as a member."""

    _inherit = "res.partner"

    caetic_associate_ids = fields.One2many(
        "caetic.associate", "partner_id", string="Lines of the register"
    )
