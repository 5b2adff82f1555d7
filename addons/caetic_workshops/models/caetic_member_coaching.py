# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.engine.deadlines import SIGNED, next_interview
from odoo.addons.caetic_members.models.caetic_member import HOSTED

SUPPORT = (
    "caetic.interview.note",
    "caetic.plan.task",
    "caetic.competence.grid",
    "caetic.competence.line",
)


class CaeticMemberCoaching(models.Model):
    """Coaching of a person: what was planned, what is due, what waits."""

    _inherit = "caetic.member"

    task_ids = fields.One2many("caetic.plan.task", "member_id", string="Action plan")
    grid_ids = fields.One2many(
        "caetic.competence.grid", "member_id", string="Competence grids"
    )
    interview_count = fields.Integer(
        string="Interviews held", compute="_compute_coaching_counts"
    )
    interview_planned_date = fields.Datetime(
        string="Next interview", compute="_compute_coaching_counts"
    )
    task_todo_count = fields.Integer(
        string="Tasks to do", compute="_compute_coaching_counts"
    )
    grid_count = fields.Integer(
        string="Grids validated", compute="_compute_coaching_counts"
    )

    @api.depends("interview_ids.state", "interview_ids.start", "task_ids.state")
    @api.depends("grid_ids.state")
    def _compute_coaching_counts(self):
        held = self._group_by_member("caetic.interview", [("state", "=", "done")])
        todo = self._group_by_member("caetic.plan.task", [("state", "=", "todo")])
        grids = self._group_by_member(
            "caetic.competence.grid", [("state", "=", "validated")]
        )
        coming = self._group_by_member(
            "caetic.interview",
            [("state", "=", "planned"), ("stop", ">", fields.Datetime.now())],
            "start:min",
        )
        for member in self:
            member.interview_count = held.get(member.id, 0)
            member.task_todo_count = todo.get(member.id, 0)
            member.grid_count = grids.get(member.id, 0)
            member.interview_planned_date = coming.get(member.id, False)

    def _group_by_member(self, model, domain, aggregate="__count"):
        """Return ``{id of a member: figure}`` of the rows that the reader may see."""
        records = self.env[model]
        if not records.has_access("read"):
            return {}
        groups = records._read_group(
            [("member_id", "in", self.ids), *domain], ["member_id"], [aggregate]
        )
        return {member.id: figure for member, figure in groups}

    @api.depends("interview_ids.state")
    def _compute_retention(self):
        """An interview to come is no contact yet."""
        return super()._compute_retention()

    # -- the two a year ---------------------------------------------------------------

    def _get_interview_due(self):
        """Return ``{id: day}`` by which the next interview is held (R118).

        Only people whom the cooperative houses, with a signed contract, have a clock.
        """
        today = fields.Date.context_today(self)
        # The clock is read as the hub reads it, whoever closes a report.
        members_sudo = self.sudo()
        lengths = members_sudo._get_lengths(today)
        due = {}
        for facts in members_sudo._get_deadline_facts():
            starts = [one.start for one in facts.contracts if one.state in SIGNED]
            if facts.stage in HOSTED and starts:
                due[facts.id] = max(
                    today, next_interview(min(starts), facts.interviews, lengths, today)
                )
        return due

    def _get_entry_days(self):
        """Return ``{id: day}`` of the first signed contract, as R118 counts."""
        # Contracts are read as the clocks read them, whoever makes a grid.
        contracts_sudo = self.env["caetic.contract"].sudo()
        groups = contracts_sudo._read_group(
            [("member_id", "in", self.ids), ("state", "in", SIGNED)],
            ["member_id"],
            ["date_start:min"],
        )
        return {member.id: day for member, day in groups}

    def _get_planned(self):
        """Return the interviews to come of these people."""
        return self.interview_ids.filtered(
            lambda one: one.state == "planned" and one.stop > fields.Datetime.now()
        )

    @api.model
    def _get_without_next_domain(self):
        """Domain of the people housed who have no interview planned."""
        now = fields.Datetime.now()
        return [
            ("state", "in", HOSTED),
            (
                "interview_ids",
                "not any",
                [("state", "=", "planned"), ("stop", ">", now)],
            ),
        ]

    # -- personal data ----------------------------------------------------------------

    @api.model
    def _get_support_models(self):
        """Notes, action plans and grids are social support as well (R802)."""
        return (*super()._get_support_models(), *SUPPORT)

    def _anonymise_sudo(self):
        """The meetings of a person forgotten go: their names are texts of calendars."""
        todo = self.filtered(lambda member: not member.anonymised_on)
        # Called by the purge only; meetings are their advisers'.
        todo.sudo().interview_ids._hide_sudo()
        return super()._anonymise_sudo()

    def _empty_support_sudo(self):
        todo = self.filtered(lambda member: not member.support_emptied_on)
        todo.sudo().interview_ids._hide_sudo()  # As above.
        return super()._empty_support_sudo()

    # -- buttons ----------------------------------------------------------------------

    def action_open_interviews(self):
        """Open the interviews of the person."""
        return self._open_own("caetic_members.caetic_interview_action", "planned")

    def action_open_tasks(self):
        """Open the action plan of the person."""
        return self._open_own("caetic_workshops.caetic_plan_task_action")

    def action_open_grids(self):
        """Open the competence grids of the person."""
        return self._open_own("caetic_workshops.caetic_competence_grid_action")

    def action_plan_interview(self):
        """Open a new interview to come with the person."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "caetic.interview",
            "view_mode": "form",
            "context": {
                "default_member_id": self.id,
                "default_adviser_id": self.adviser_id.id or self.env.uid,
                "default_state": "planned",
            },
        }

    def _open_own(self, action, state=None):
        self.ensure_one()
        context = {"default_member_id": self.id}
        if state:
            context["default_state"] = state
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(action),
            "domain": [("member_id", "=", self.id)],
            "context": context,
        }
