# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import format_date


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
    document_name = fields.Char()

    def _get_row(self):
        """Return the proof in words, without its document."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        today = fields.Date.context_today(self)
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "kind_words": kinds[self.kind],
            "date": format_date(self.env, self.date, date_format="MMMM y"),
            "date_end": format_date(self.env, self.date_end, date_format="MMMM y"),
            "is_over": bool(self.date_end and self.date_end < today),
            "skills": self.skill_ids.mapped("name"),
            "customer": self.customer or "",
            "words": self.words or "",
            "url": self.url or "",
            "has_document": bool(self.with_context(bin_size=True).document),
        }
