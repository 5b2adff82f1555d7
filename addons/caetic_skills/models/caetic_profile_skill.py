# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

CONFIRMING = (
    "caetic_members.caetic_members_group_adviser",
    "caetic_members.caetic_members_group_coordinator",
)


class CaeticProfileSkill(models.Model):
    """A skill of a profile at a level, with its dated history (R904).

    Built on Odoo's own mixin: changing a level closes the row and opens another. Rows
    of members are mirrored into ``hr.employee.skill`` of their employee, so that HR
    screens of Odoo show them; people outside have no employee.
    """

    _name = "caetic.profile.skill"
    _inherit = ["hr.individual.skill.mixin"]
    _description = "Skill of a profile"
    _order = "skill_type_id, level_progress desc, skill_id"

    profile_id = fields.Many2one(
        "caetic.profile", required=True, index=True, ondelete="cascade"
    )
    skill_id = fields.Many2one(index=True)
    # Odoo's default is the day on which the server started.
    valid_from = fields.Date(
        string="Validity Start",
        default=lambda self: fields.Date.context_today(self),
    )
    level_progress = fields.Integer(string="Level (0 to 100)", store=True)
    is_current = fields.Boolean(
        compute="_compute_is_current", search="_search_is_current"
    )
    employee_skill_id = fields.Many2one(
        "hr.employee.skill", copy=False, ondelete="set null", groups="hr.group_hr_user"
    )
    confirmation_ids = fields.One2many(
        "caetic.skill.confirmation", "line_id", string="Confirmed by"
    )
    confirmation_count = fields.Integer(
        string="Confirmations", compute="_compute_confirmation_count", store=True
    )

    def _linked_field_name(self):
        return "profile_id"

    @api.depends("valid_to")
    def _compute_is_current(self):
        today = fields.Date.today()
        for line in self:
            line.is_current = not line.valid_to or line.valid_to >= today

    @api.model
    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        current = Domain("valid_to", "=", False) | Domain(
            "valid_to", ">=", fields.Date.today()
        )
        return Domain.OR([current if wanted else ~current for wanted in value])

    @api.depends("confirmation_ids")
    def _compute_confirmation_count(self):
        counts = dict(
            self.env["caetic.skill.confirmation"]._read_group(
                [("line_id", "in", self.ids)], ["line_id"], ["__count"]
            )
        )
        for line in self:
            line.confirmation_count = counts.get(line, 0)

    def action_confirm(self):
        """Confirm skills as an adviser; done twice, it changes nothing.

        :raises AccessError: for whoever neither advises nor coordinates
        """
        self.check_access("read")
        if not any(self.env.user.has_group(group) for group in CONFIRMING):
            raise AccessError(self.env._("Advisers and coordinators confirm skills."))
        author = self.env.user.partner_id
        lines = self.filtered(
            lambda line: (
                line.is_current
                and line.profile_id.partner_id != author
                and author not in line.confirmation_ids.author_id
            )
        )
        # An adviser confirms what they have seen, in or out of their portfolio.
        rows_sudo = self.env["caetic.skill.confirmation"].sudo()
        rows_sudo.create(
            [
                {"line_id": line.id, "author_id": author.id, "kind": "adviser"}
                for line in lines
            ]
        )

    def _get_row(self, author, is_proved=False):
        """Return the skill in words.

        :param author: res.partner who reads: whether they confirmed it
        :param bool is_proved: whether a proof names the skill
        """
        self.ensure_one()
        rows = self.confirmation_ids
        return {
            "id": self.id,
            "skill_id": self.skill_id.id,
            "name": self.skill_id.name,
            "level": self.skill_level_id.name,
            "progress": self.level_progress,
            "since": format_date(self.env, self.valid_from, date_format="MMMM y"),
            "is_proved": is_proved,
            "confirmed_by": [(row._get_author(), row.note or "") for row in rows],
            "is_mine": bool(author) and author in rows.author_id,
        }
