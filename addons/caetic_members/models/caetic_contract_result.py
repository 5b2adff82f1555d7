# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticContractResult(models.Model):
    """What a contract says of the balance of a year (C. trav. R7331-12)."""

    _inherit = "caetic.contract"

    result_allowed = fields.Boolean(
        string="May form a net result",
        help="The contract sets conditions under which a part of the year's balance "
        "stays as the cooperative's net result (R7331-12).",
    )
