# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticTradeSearch(models.Model):
    """The search knows a trade by name as soon as it is written."""

    _name = "caetic.trade"
    _inherit = ["caetic.trade", "caetic.cache.mixin"]
