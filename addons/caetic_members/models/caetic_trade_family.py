# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticTradeFamily(models.Model):
    """Family of trades, as the cooperative presents them."""

    _name = "caetic.trade.family"
    _description = "Family of trades"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    trade_ids = fields.One2many("caetic.trade", "family_id", string="Trades")
