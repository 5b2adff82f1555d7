# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProjectTask(models.Model):
    """A task of a joint project, done by somebody of its team."""

    _inherit = "project.task"

    caetic_is_joint = fields.Boolean(
        related="project_id.caetic_is_joint", string="Of a joint project"
    )
    # Assignees of Odoo are employees: partners of a team mostly have a portal login.
    caetic_profile_id = fields.Many2one(
        "caetic.profile",
        string="Done by",
        index="btree_not_null",
        ondelete="set null",
        tracking=True,
    )
    caetic_profile_ids = fields.Many2many(
        "caetic.profile", compute="_compute_caetic_profile_ids", string="The team"
    )

    @api.depends("project_id.caetic_place_ids.profile_id")
    def _compute_caetic_profile_ids(self):
        for task in self:
            task.caetic_profile_ids = task.project_id.caetic_place_ids.profile_id

    @api.constrains("caetic_profile_id", "project_id")
    def _check_caetic_profile(self):
        for task in self.filtered("caetic_profile_id"):
            if task.caetic_profile_id not in task.caetic_profile_ids:
                raise ValidationError(
                    self.env._(
                        "%s is not in the team of this project.",
                        task.caetic_profile_id.name,
                    )
                )

    @api.model
    @api.private
    def website_form_input_filter(self, request, values):
        """Forms of the website add nothing to a joint project (hook of `website`)."""
        # Visitors have no right: only whether the project is one of ours.
        projects_sudo = self.env["project.project"].sudo()
        project_sudo = projects_sudo.browse(values.get("project_id") or 0)
        if project_sudo.exists().caetic_is_joint:
            del values["project_id"]
        return values

    # -- for the portal of the team ---------------------------------------------------

    @api.model
    def _portal_joint_mine_sudo(self, days):
        """Return the user's open tasks of running projects, in superuser mode.

        :param int days: those due later than so many days are left out
        """
        last = fields.Date.add(fields.Date.context_today(self), days=days)
        # Portal users have no right: the domain says what is theirs.
        found_sudo = self.sudo().search(
            [
                ("caetic_profile_id.partner_id", "=", self.env.user.partner_id.id),
                ("caetic_profile_id.active", "=", True),
                ("project_id.caetic_is_joint", "=", True),
                ("project_id.caetic_state", "=", "running"),
                ("is_closed", "=", False),
            ],
            order="date_deadline, id",
        )
        return found_sudo.filtered(
            lambda one: not one.date_deadline or one._get_due_day() <= last
        )

    def _get_due_day(self):
        """Return the day on which the task is due, or nothing."""
        self.ensure_one()
        due = self.date_deadline
        return fields.Datetime.context_timestamp(self, due).date() if due else None

    def _is_late(self):
        self.ensure_one()
        due = self._get_due_day()
        return (
            bool(due) and not self.is_closed and due < fields.Date.context_today(self)
        )

    def _get_joint_acts(self, place):
        """Return what somebody of the team may do with the task, as codes."""
        self.ensure_one()
        who, is_running = (
            self.caetic_profile_id,
            self.project_id.caetic_state == "running",
        )
        if not is_running or not place.profile_id.active:
            return []
        is_own = who == place.profile_id
        may_do = is_own or place.is_lead
        acts = []
        if self.is_closed:
            return ["undo"] if may_do else []
        if not who:
            acts.append("take")
        if may_do:
            acts.append("done")
        if is_own:
            acts.append("leave")
        if place.is_lead:
            acts.append("delete")
        return acts
