# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticAcceleratorTemplateStep(models.Model):
    """Step of the method."""

    _name = "caetic.accelerator.template.step"
    _description = "Step of the method"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "caetic.accelerator.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Step", required=True, translate=True)
    instruction = fields.Text(translate=True, help="What the group does meanwhile.")
    minutes = fields.Integer(required=True, default=5)

    _minutes_positive = models.Constraint(
        "CHECK (minutes > 0)", "A step lasts a minute at least."
    )
