# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    caetic_member_ids = fields.One2many(
        "caetic.member", "partner_id", string="Stays in the cooperative"
    )
