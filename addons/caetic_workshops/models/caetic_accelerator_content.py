# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticAcceleratorContent(models.Model):
    """What was brought and said: for the group only (R1005).

    Apart from the meeting, which staff may see, so that no view, export or search of a
    meeting shows it. No chatter: it would copy what is confidential.
    """

    _name = "caetic.accelerator.content"
    _description = "Content of a project accelerator"
    _rec_name = "title"

    accelerator_id = fields.Many2one(
        "caetic.accelerator", required=True, index=True, ondelete="cascade"
    )
    title = fields.Char(string="Project or difficulty")
    need = fields.Text(
        string="Contract", help="“I would like the group to help me to…” (step 3)."
    )
    summary = fields.Text(help="What the presenter keeps (step 5).")
    member_id = fields.Many2one(
        related="accelerator_id.member_id", string="Presenter", store=True, index=True
    )
    company_id = fields.Many2one(related="accelerator_id.company_id", store=True)

    _accelerator_uniq = models.UniqueIndex(
        "(accelerator_id)", "A meeting has one record of its content."
    )
