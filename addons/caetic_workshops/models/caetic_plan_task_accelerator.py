# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPlanTaskAccelerator(models.Model):
    """Action plan of a presenter: read by their group, by nobody else (R1005)."""

    _inherit = "caetic.plan.task"

    accelerator_id = fields.Many2one(
        "caetic.accelerator",
        string="Project accelerator",
        index="btree_not_null",
        ondelete="cascade",
    )
