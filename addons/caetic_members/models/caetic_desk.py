# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

ROLES = [
    ("coordinator", "Coordinator"),
    ("adviser", "Adviser"),
    ("accountant", "Accountant"),
    ("payroll_officer", "Payroll officer"),
]
PAPERS = ("insurance", "document", "rights_end")
# What advisers and payroll officers do; the rest is the coordinator's.
OTHER_DESKS = ("interview", "dpae", "medical", *PAPERS)


class CaeticDesk(models.Model):
    """One queue of the staff's first page: how much waits, and the list behind it.

    Rows are data of the addons; what each counts is in ``_get_queues``, to extend.
    """

    _name = "caetic.desk"
    _description = "What waits for staff"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="Name of the queue in the addons.")
    role = fields.Selection(ROLES, required=True)
    sequence = fields.Integer(default=10)
    icon = fields.Char(default="fa-inbox", help="Font Awesome class.")
    count = fields.Integer(string="Waiting", compute="_compute_counts")
    late_count = fields.Integer(string="Late", compute="_compute_counts")
    detail = fields.Char(compute="_compute_counts")

    _code_uniq = models.UniqueIndex("(code)", "This queue exists already.")

    @api.depends("code")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_counts(self):
        queues = self._get_queues(fields.Date.context_today(self))
        for desk in self:
            queue = queues.get(desk.code)
            desk.count = desk._count(queue, []) if queue else 0
            late = queue and desk.count and queue.get("late")
            desk.late_count = desk._count(queue, late) if late else 0
            detail = queue and queue.get("detail")
            desk.detail = detail() if detail else False

    def _count(self, queue, more):
        domain = self._get_domain(queue)
        return self.env[queue["model"]].search_count([*domain, *more])

    def _get_domain(self, queue):
        """Return the domain of a queue; what takes work is a function."""
        domain = queue["domain"]
        return domain() if callable(domain) else domain

    @api.model
    def _get_queues(self, today):
        """Return what each queue counts, by code; to extend.

        :returns: ``{code: {"model", "domain", "action": xmlid of the list,
            "late": domain of what is late, "detail": function that says more}}``; a
            domain that takes work is a function
        """
        return {
            **self._get_coordinator_queues(),
            **self._get_adviser_queues(today),
            **self._get_deadline_queues(),
            "months": {
                "model": "caetic.closing",
                "domain": [("state", "!=", "posted")],
                "action": "caetic_members.caetic_closing_action",
                "detail": self._get_month_detail,
            },
        }

    def _get_coordinator_queues(self):
        stages = ("prospect", "informed", "diagnosed")
        members = {
            "model": "caetic.member",
            "action": "caetic_members.caetic_member_action",
        }
        return {
            "candidates": {
                **members,
                "domain": [("state", "in", stages)],
                "detail": lambda: self._get_stage_detail(stages),
            },
            "committee": {**members, "domain": [("state", "=", "committee")]},
            "admitted": {**members, "domain": [("state", "=", "admitted")]},
            "to_sign": {
                "model": "caetic.contract",
                "domain": [("state", "=", "draft")],
                "action": "caetic_members.caetic_contract_action",
            },
        }

    def _get_adviser_queues(self, today):
        silence = fields.Date.subtract(today, months=6)
        held = self.env["caetic.interview"]._get_held_domain()
        hosted = [
            ("state", "in", ("cape", "cesa", "associate")),
            ("adviser_ids", "in", [self.env.uid]),
        ]
        return {
            "silent": {
                "model": "caetic.member",
                "domain": [
                    *hosted,
                    ("state_date", "<", silence),
                    ("interview_ids", "not any", [("date", ">=", silence), *held]),
                ],
                "action": "caetic_members.caetic_member_action",
            },
            "overdrawn": {
                "model": "caetic.activity",
                "domain": self._get_overdrawn_domain,
                "action": "caetic_members.caetic_activity_action",
            },
        }

    def _get_deadline_queues(self):
        """Clocks that fall to the reader, by what the role does about them."""
        late = [("state", "=", "late")]
        mine = [("user_id", "=", self.env.uid), ("state", "in", ("late", "alert"))]
        kinds = {
            "interviews": [("kind", "=", "interview")],
            "papers": [("kind", "in", PAPERS)],
            "clocks": [("kind", "not in", OTHER_DESKS)],
            "visits": [("kind", "=", "medical")],
            "hirings": [("kind", "=", "dpae")],
        }
        return {
            code: {
                "model": "caetic.deadline",
                "domain": [*mine, *kind],
                "late": late,
                "action": "caetic_members.caetic_deadline_action",
            }
            for code, kind in kinds.items()
        }

    def _get_stage_detail(self, stages):
        members = self.env["caetic.member"]
        labels = dict(members._fields["state"]._description_selection(self.env))
        groups = members._read_group(
            [("state", "in", stages)], ["state"], ["__count"], order="state"
        )
        return ", ".join(f"{labels[state]} ({count})" for state, count in groups)

    def _get_month_detail(self):
        """Name the last month that is over and has no close yet."""
        closings = self.env["caetic.closing"]
        last = closings._default_date()
        domain = [("date", ">=", last), ("company_id", "=", self.env.company.id)]
        if closings.search_count(domain, limit=1):
            return False
        return self.env._("Not begun: %(month)s", month=last.strftime("%m/%Y"))

    def _get_overdrawn_domain(self):
        """Activities of the reader's people whose account is overdrawn."""
        activities = self.env["caetic.activity"].search(
            [("member_ids.adviser_ids", "in", [self.env.uid])]
        )
        statements = activities._get_statements() if activities else {}
        overdrawn = [key for key, one in statements.items() if one.available < 0]
        return [("id", "in", overdrawn)]

    def action_open(self):
        """Open the list that the counter counts."""
        self.ensure_one()
        self.check_access("read")
        queue = self._get_queues(fields.Date.context_today(self)).get(self.code)
        if not queue:
            raise UserError(self.env._("Nothing waits in this queue."))
        action = self.env["ir.actions.act_window"]._for_xml_id(queue["action"])
        return {
            **action,
            "name": self.name,
            "display_name": self.name,
            "domain": self._get_domain(queue),
            "context": {},
        }
