# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CaeticJointEntry(models.Model):
    """Hours that somebody of the team spent, on a task or on the whole."""

    _name = "caetic.joint.entry"
    _description = "Hours on a joint project"
    _order = "date desc, id desc"

    project_id = fields.Many2one(
        "project.project",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('caetic_is_joint', '=', True)]",
    )
    task_id = fields.Many2one(
        "project.task",
        index="btree_not_null",
        ondelete="set null",
        domain="[('project_id', '=', project_id)]",
    )
    profile_id = fields.Many2one(
        "caetic.profile",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    hours = fields.Float(required=True, digits=(16, 2))
    words = fields.Char(string="What was done", size=200)
    company_id = fields.Many2one(related="project_id.company_id", store=True)

    _hours = models.Constraint(
        "CHECK (hours > 0 AND hours <= 24)", "Between a minute and 24 hours a day."
    )

    @api.depends("profile_id.name", "date")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = f"{entry.profile_id.name} {entry.date}"

    @api.constrains("project_id", "task_id", "profile_id")
    def _check_project(self):
        """Hours are those of somebody of the team, on a task of the project."""
        for entry in self:
            project = entry.project_id
            if entry.profile_id not in project.caetic_place_ids.profile_id:
                raise ValidationError(
                    self.env._(
                        "%s is not in the team of this project.",
                        entry.profile_id.name,
                    )
                )
            if entry.task_id and entry.task_id.project_id != project:
                raise ValidationError(self.env._("This task is of another project."))
