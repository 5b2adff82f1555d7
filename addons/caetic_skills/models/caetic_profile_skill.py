# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CaeticProfileSkill(models.Model):
    """A skill of a profile at a level, with its dated history (R904).

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
    skill_id = fields.Many2one(index=True)
    # Odoo's default is the day on which the server started.
    valid_from = fields.Date(default=lambda self: fields.Date.context_today(self))
    level_progress = fields.Integer(string="Level (0 to 100)", store=True)
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current"
    )
    employee_skill_id = fields.Many2one(
        "hr.employee.skill", copy=False, ondelete="set null", groups="hr.group_hr_user"
    )
    confirmation_ids = fields.One2many(
        "caetic.skill.confirmation", "line_id", string="Confirmed by"
    )
    confirmation_count = fields.Integer(
        string="Confirmations", compute="_compute_confirmation_count", store=True
    )

    def _linked_field_name(self):
        return "profile_id"

    @api.depends("valid_to")
    def _compute_is_current(self):
        today = fields.Date.today()
        for line in self:
            line.is_current = not line.valid_to or line.valid_to >= today

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = Domain("valid_to", "=", False) | Domain(
            "valid_to", ">=", fields.Date.today()
        )
        return Domain.OR([current if wanted else ~current for wanted in value])

    @api.depends("confirmation_ids")
    def _compute_confirmation_count(self):
        counts = dict(
            self.env["caetic.skill.confirmation"]._read_group(
                [("line_id", "in", self.ids)], ["line_id"], ["__count"]
            )
        )
        for line in self:
            line.confirmation_count = counts.get(line, 0)
