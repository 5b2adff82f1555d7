# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticAcceleratorLearned(models.Model):
    """What a person takes away, or says of the method: one line (R1004, step 6)."""

    _name = "caetic.accelerator.learned"
    _description = "Lesson of a project accelerator"
    _order = "accelerator_id, id"

    accelerator_id = fields.Many2one(
        "caetic.accelerator", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(string="Learned", required=True)
    partner_id = fields.Many2one("res.partner", string="Said by", index=True)
    member_id = fields.Many2one(
        related="accelerator_id.member_id", string="Presenter", store=True, index=True
    )
    company_id = fields.Many2one(related="accelerator_id.company_id", store=True)
