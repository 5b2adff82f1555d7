# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticAcceleratorStep(models.Model):
    """Step of one meeting, copied from the method."""

    _name = "caetic.accelerator.step"
    _description = "Step of a project accelerator"
    _order = "accelerator_id, sequence, id"

    accelerator_id = fields.Many2one(
        "caetic.accelerator", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Step", required=True)
    instruction = fields.Text(help="What the group does meanwhile.")
    minutes = fields.Integer(required=True, default=5)
    company_id = fields.Many2one(related="accelerator_id.company_id", store=True)

    _minutes_positive = models.Constraint(
        "CHECK (minutes > 0)", "A step lasts a minute at least."
    )
