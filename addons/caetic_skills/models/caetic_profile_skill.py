# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticProfileSkill(models.Model):
    """A skill of a profile at a level, with its dated history.

    Built on Odoo's own mixin: changing a level closes the row and opens another. Rows
    of members are mirrored into ``hr.employee.skill`` of their employee, so that HR
    screens of Odoo show them; people outside have no employee.
    """

    _name = "caetic.profile.skill"
    _inherit = ["hr.individual.skill.mixin"]
    _description = "Skill of a profile"
    _order = "skill_type_id, level_progress desc, skill_id"

    profile_id = fields.Many2one(
        "caetic.profile", required=True, index=True, ondelete="cascade"
    )
    level_progress = fields.Integer(store=True)
    employee_skill_id = fields.Many2one("hr.employee.skill", ondelete="set null")
    confirmation_ids = fields.One2many(
        "caetic.skill.confirmation", "line_id", string="Confirmed by"
    )
    confirmation_count = fields.Integer()

    def _linked_field_name(self):
        return "profile_id"
