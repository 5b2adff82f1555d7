# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticTrade(models.Model):
    """Trade and the skills that people of the trade are proposed first (R902, R904)."""

    _inherit = "caetic.trade"

    skill_ids = fields.Many2many(
        "hr.skill", "caetic_trade_skill_rel", "trade_id", "skill_id", string="Skills"
    )
    is_outside = fields.Boolean(
        string="Outside the house's trades",
        help="Activities that need skills of the house without being one of its "
        "trades: e-commerce, web television.",
    )
    synonym_ids = fields.One2many("caetic.skill.synonym", "trade_id", string="Synonyms")

    @api.model
    def _get_proposed(self):
        """Return the trades that people choose among: those in use."""
        return self.search([("active", "=", True)])
