# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import timer


class CaeticAcceleratorTemplate(models.Model):
    """Method of a project accelerator: its steps and how long each lasts (R1004)."""

    _name = "caetic.accelerator.template"
    _description = "Method of the project accelerator"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    step_ids = fields.One2many(
        "caetic.accelerator.template.step", "template_id", string="Steps", copy=True
    )
    minutes = fields.Integer(string="Length (minutes)", compute="_compute_minutes")

    @api.depends("step_ids.minutes")
    def _compute_minutes(self):
        for template in self:
            template.minutes = timer.total_minutes(template.step_ids.mapped("minutes"))

    def _prepare_steps(self):
        """Return the commands that copy the steps into a meeting."""
        return [
            fields.Command.create(
                {
                    "sequence": step.sequence,
                    "name": step.name,
                    "instruction": step.instruction,
                    "minutes": step.minutes,
                }
            )
            for step in self.step_ids
        ]
