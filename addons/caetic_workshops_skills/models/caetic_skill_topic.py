# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CaeticSkillTopic(models.Model):
    """A skill as a topic of the next programme: who wishes it, what brings it."""

    _inherit = "caetic.skill.topic"
    _depends = {
        "caetic.workshop.module": ["active", "skill_ids"],
        "caetic.workshop.wish": ["state", "module_id", "member_id", "company_id"],
    }

    wish_count = fields.Integer(string="People who wish it", readonly=True)
    module_count = fields.Integer(string="Modules", readonly=True)

    def _get_columns(self):
        return [
            *super()._get_columns(),
            SQL(
                """
                (SELECT COUNT(DISTINCT w.member_id) FROM caetic_workshop_wish w
                   JOIN caetic_workshop_module_skill_rel r ON r.module_id = w.module_id
                  WHERE r.skill_id = s.id AND w.state = 'open'
                    AND w.company_id = c.id) AS wish_count,
                (SELECT COUNT(*) FROM caetic_workshop_module_skill_rel r
                   JOIN caetic_workshop_module m ON m.id = r.module_id AND m.active
                  WHERE r.skill_id = s.id) AS module_count
                """
            ),
        ]

    def action_make_module(self):
        """Write a module that brings the skill, to be completed."""
        self.ensure_one()
        values = {
            "name": self.skill_id.name,
            "code": f"C-{self.skill_id.id}",
            "skill_ids": [fields.Command.link(self.skill_id.id)],
        }
        return self.env["caetic.workshop.module"].create(values).get_formview_action()
