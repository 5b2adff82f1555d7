# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools.misc import remove_accents


class HrSkill(models.Model):
    """Skill, with its place in ROME and the words people use for it."""

    _inherit = "hr.skill"

    caetic_trade_ids = fields.Many2many(
        "caetic.trade",
        "caetic_trade_skill_rel",
        "skill_id",
        "trade_id",
        string="Trades",
    )
    rome_code = fields.Char(string="ROME", help="Occupation of the ROME 4.0 repertory.")
    rome_skill_ogr = fields.Char(string="ROME skill", help="OGR code of the skill.")
    esco_uri = fields.Char(string="ESCO", help="Address of the skill in ESCO (R903).")
    synonym_ids = fields.One2many("caetic.skill.synonym", "skill_id", string="Synonyms")

    def _get_search_text(self):
        """Return the name and its synonyms in small letters, without accents."""
        self.ensure_one()
        words = "\n".join([self.name, *self.synonym_ids.mapped("name")])
        return remove_accents(words).lower()
