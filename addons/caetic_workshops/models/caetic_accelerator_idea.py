# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticAcceleratorIdea(models.Model):
    """Idea given by the group, written by the secretary (R1004, step 4)."""

    _name = "caetic.accelerator.idea"
    _description = "Idea of a project accelerator"
    _order = "accelerator_id, id"

    accelerator_id = fields.Many2one(
        "caetic.accelerator", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Idea", required=True)
    partner_id = fields.Many2one("res.partner", string="Given by", index=True)
    member_id = fields.Many2one(
        related="accelerator_id.member_id", string="Presenter", store=True, index=True
    )
    company_id = fields.Many2one(related="accelerator_id.company_id", store=True)
