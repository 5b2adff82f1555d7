# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import format_date


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

    def _get_row(self):
        """Return the piece of work in words, with the address of its picture."""
        self.ensure_one()
        has_picture = bool(self.with_context(bin_size=True).image_1920)
        stamp = int(self.write_date.timestamp())
        picture = f"/my/profile/pictures/{self.id}/%s?unique={stamp}"
        return {
            "id": self.id,
            "name": self.name,
            "date": format_date(self.env, self.date, date_format="y"),
            "description": self.description or "",
            "customer": self.customer or "",
            "url": self.url or "",
            "skills": self.skill_ids.mapped("name"),
            "thumbnail": picture % 512 if has_picture else "",
            "picture": picture % 1024 if has_picture else "",
        }
