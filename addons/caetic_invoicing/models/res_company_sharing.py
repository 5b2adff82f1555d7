# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    caetic_staff_reads_shared = fields.Boolean(
        string="Staff read shared documents",
        help="Even when every activity has accepted its share (R113, R426).",
    )
