# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticWorkshopModule(models.Model):
    """A module says which skills it brings, and to which level."""

    _inherit = "caetic.workshop.module"

    skill_ids = fields.Many2many(
        "hr.skill",
        relation="caetic_workshop_module_skill_rel",
        column1="module_id",
        column2="skill_id",
        string="Skills",
    )
    skill_progress = fields.Integer(
        string="Level it brings",
        default=25,
        help="25 beginner, 50 autonomous, 75 confirmed, 100 expert.",
    )

    _skill_progress = models.Constraint(
        "CHECK (skill_progress BETWEEN 0 AND 100)", "A level is between 0 and 100."
    )

    def _get_skill_level(self, skill):
        """Return the level of the skill's own scale that the module brings."""
        self.ensure_one()
        levels = skill.skill_type_id.skill_level_ids.sorted("level_progress")
        most = self.skill_progress
        return (
            levels.filtered(lambda one: one.level_progress <= most)[-1:] or levels[:1]
        )
