# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticSkillConfirmation(models.Model):
    """A colleague or an adviser says that somebody has a skill at its level."""

    _name = "caetic.skill.confirmation"
    _description = "Confirmation of a skill"
    _order = "date desc, id desc"

    line_id = fields.Many2one(
        "caetic.profile.skill", required=True, index=True, ondelete="cascade"
    )
    profile_id = fields.Many2one(related="line_id.profile_id", store=True, index=True)
    author_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    kind = fields.Selection(
        [("colleague", "Colleague"), ("adviser", "Adviser")], required=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    note = fields.Char(size=200)

    _author_uniq = models.UniqueIndex(
        "(line_id, author_id)", "You have confirmed this skill already."
    )

    def _get_author(self):
        """Return who confirmed, in words."""
        self.ensure_one()
        name = self.author_id.name or ""
        if self.kind == "adviser":
            return self.env._("%(name)s (adviser)", name=name)
        return name
