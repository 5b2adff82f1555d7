# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticSkillSynonym(models.Model):
    """A word that people use for a skill or a trade."""

    _name = "caetic.skill.synonym"
    _description = "Synonym of a skill"
    _order = "name"

    name = fields.Char(required=True)
    skill_id = fields.Many2one("hr.skill", index=True, ondelete="cascade")
    trade_id = fields.Many2one("caetic.trade", index=True, ondelete="cascade")

    _one_target = models.Constraint(
        "CHECK (num_nonnulls(skill_id, trade_id) = 1)",
        "A synonym belongs to a skill or to a trade.",
    )
