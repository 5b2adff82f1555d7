# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPortfolioItem(models.Model):
    """Something that somebody made: pictures, a link, who it was for."""

    _name = "caetic.portfolio.item"
    _description = "Portfolio"
    _inherit = ["image.mixin"]
    _order = "sequence, date desc, id desc"

    name = fields.Char(required=True)
    profile_id = fields.Many2one(
        "caetic.profile", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    date = fields.Date()
    description = fields.Text()
    url = fields.Char(string="Link")
    customer = fields.Char(help="Named with their agreement.")
    trade_ids = fields.Many2many("caetic.trade", string="Trades")
    skill_ids = fields.Many2many("hr.skill", string="Skills")
