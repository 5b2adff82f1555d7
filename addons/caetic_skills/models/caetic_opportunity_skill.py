# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticOpportunitySkill(models.Model):
    """A skill that an opportunity needs, at a level."""

    _name = "caetic.opportunity.skill"
    _description = "Skill needed"
    _order = "is_optional, id"

    opportunity_id = fields.Many2one(
        "caetic.opportunity", required=True, index=True, ondelete="cascade"
    )
    skill_id = fields.Many2one("hr.skill", required=True, ondelete="restrict")
    level_min = fields.Integer(string="Level at least", default=50, help="0 to 100.")
    is_optional = fields.Boolean(string="A plus")
    days = fields.Float(string="Days of work")

    _skill_uniq = models.UniqueIndex(
        "(opportunity_id, skill_id)", "This skill is asked for already."
    )
