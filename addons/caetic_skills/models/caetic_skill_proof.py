# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticSkillProof(models.Model):
    """What shows that somebody has a skill: a project, a certificate, a customer."""

    _name = "caetic.skill.proof"
    _description = "Proof of a skill"
    _order = "date desc, id desc"

    name = fields.Char(required=True)
    profile_id = fields.Many2one(
        "caetic.profile", required=True, index=True, ondelete="cascade"
    )
    skill_ids = fields.Many2many("hr.skill", string="Skills")
    kind = fields.Selection(
        [
            ("project", "Project"),
            ("certificate", "Certificate"),
            ("word", "Customer's word"),
        ],
        required=True,
        default="project",
    )
    date = fields.Date()
    date_end = fields.Date(help="Last day of a certificate.")
    url = fields.Char(string="Link")
    words = fields.Text(help="What the customer wrote, as they wrote it.")
    customer = fields.Char(help="Named with their agreement.")
    document = fields.Binary(attachment=True)
