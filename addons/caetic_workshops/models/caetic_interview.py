# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.agenda import length_hours

MODES = [
    ("onsite", "On site"),
    ("phone", "By phone"),
    ("video", "By video call"),
]
STATES = [
    ("planned", "Planned"),
    ("done", "Held"),
    ("cancelled", "Cancelled"),
    ("missed", "The person did not come"),
]


class CaeticInterview(models.Model):
    """Coaching interviews: planned, held, written up (R118, R306).

    Only those that were held count for the two a year.
    """

    _inherit = "caetic.interview"
    _order = "date desc, start desc, id desc"

    state = fields.Selection(
        STATES,
        required=True,
        default="done",
        index=True,
        group_expand=True,
        help="Only an interview that was held counts for the two a year (R118).",
    )
    start = fields.Datetime(copy=False)
    stop = fields.Datetime(string="End", copy=False)
    date = fields.Date(
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
        default=None,
    )
    hours = fields.Float(
        string="Length (hours)",
        compute="_compute_hours",
        store=True,
        readonly=False,
        precompute=True,
        help="Counts for the time of staff; follows from the start and the end.",
    )
    mode = fields.Selection(MODES, string="How", required=True, default="onsite")
    location = fields.Char(string="Place")
    link = fields.Char(string="Link of the video call")
    kind = fields.Selection(
        selection_add=[
            ("management", "Management"),
            ("business", "Business development"),
            ("competence", "Competences"),
            ("contract", "Contract and status"),
            ("other",),
        ],
        ondelete={
            "management": "set default",
            "business": "set default",
            "competence": "set default",
            "contract": "set default",
        },
    )
    staff_ids = fields.Many2many(
        "res.users",
        "caetic_interview_staff_rel",
        "interview_id",
        "user_id",
        string="Other staff",
        domain="[('share', '=', False)]",
        help="Colleagues who were there too: their time counts as well, once each.",
    )
    funded_action_id = fields.Many2one(
        "caetic.funded.action", string="Funded action", index="btree_not_null"
    )
    note_ids = fields.One2many("caetic.interview.note", "interview_id", string="Notes")
    task_ids = fields.One2many("caetic.plan.task", "interview_id", string="Action plan")
    cancel_reason = fields.Char(string="Why it was cancelled", copy=False)
    next_date = fields.Date(
        string="Next one by",
        copy=False,
        help="Proposed to the person when the report is closed: two a year (R118).",
    )
    is_to_write = fields.Boolean(
        string="Report to write",
        compute="_compute_is_to_write",
        search="_search_is_to_write",
    )

    _ends_after_start = models.Constraint(
        "CHECK (stop > start)", "The interview ends before it starts."
    )
    _hours_positive = models.Constraint(
        "CHECK (hours >= 0)", "The length is not below zero."
    )
    _planned_has_hours = models.Constraint(
        "CHECK (state != 'planned' OR (start IS NOT NULL AND stop IS NOT NULL))",
        "A planned interview has a start and an end.",
    )
    _adviser_start_idx = models.Index("(adviser_id, start) WHERE start IS NOT NULL")

    @api.model
    def _get_held_domain(self):
        return [*super()._get_held_domain(), ("state", "=", "done")]

    @api.depends("start")
    def _compute_date(self):
        """The day of the interview is that of the cooperative's clock."""
        today = fields.Date.context_today(self)
        for interview in self:
            if interview.start:
                interview.date = interview._to_local(interview.start).date()
            else:
                interview.date = interview.date or today

    @api.depends("start", "stop")
    def _compute_hours(self):
        for interview in self:
            if interview.start and interview.stop and interview.stop > interview.start:
                length = length_hours(interview.start, interview.stop)
                interview.hours = float(length)
            else:
                interview.hours = interview.hours

    @api.depends("state", "stop")
    def _compute_is_to_write(self):
        now = fields.Datetime.now()
        for interview in self:
            is_over = bool(interview.stop) and interview.stop < now
            interview.is_to_write = interview.state == "planned" and is_over

    def _search_is_to_write(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = [("state", "=", "planned"), ("stop", "<", fields.Datetime.now())]
        return domain if True in value else ["!", "&", *domain]

    # -- time -------------------------------------------------------------------------

    def _get_zone(self):
        """Return the zone in which the cooperative says its hours."""
        company = self.company_id[:1] or self.env.company
        return ZoneInfo(company.caetic_agenda_tz or "Europe/Paris")

    def _to_local(self, moment):
        """Return a moment (UTC, naive) on the cooperative's clock."""
        utc = moment.replace(tzinfo=ZoneInfo("UTC"))
        return utc.astimezone(self._get_zone())

    @api.onchange("start")
    def _onchange_start(self):
        """Propose an hour: the end that staff would otherwise type."""
        if self.start and (not self.stop or self.stop <= self.start):
            self.stop = self.start + timedelta(hours=1)

    # -- life -------------------------------------------------------------------------

    def action_hold(self):
        """Close the report: it was held, the clock moves, the next one is proposed."""
        for interview in self:
            if interview.state not in ("planned", "missed"):
                raise UserError(self.env._("This interview is not planned any more."))
            if interview.start and interview.start > fields.Datetime.now():
                raise UserError(
                    self.env._("An interview to come has no report yet: move it first.")
                )
        self.write({"state": "done"})
        self._propose_next()

    def action_miss(self):
        """Note that the person did not come: it does not count."""
        if any(one.state != "planned" for one in self):
            raise UserError(self.env._("This interview is not planned any more."))
        if any(one.start > fields.Datetime.now() for one in self):
            raise UserError(self.env._("This interview is still to come."))
        self.write({"state": "missed"})

    def action_cancel(self):
        """Cancel interviews to come; both are told."""
        self._cancel("")

    def action_replan(self):
        """Plan again what was cancelled or missed."""
        if any(
            one.state not in ("cancelled", "missed") or not one.start for one in self
        ):
            raise UserError(self.env._("Only a cancelled interview is planned again."))
        self.write({"state": "planned", "cancel_reason": False})

    def _cancel(self, reason):
        """Cancel planned interviews.

        :param str reason: words that the other side reads, may be empty
        :raises UserError: one of them is over or cancelled already
        """
        if any(one.state != "planned" for one in self):
            raise UserError(self.env._("This interview is not planned any more."))
        self.write({"state": "cancelled", "cancel_reason": reason or False})

    # -- the next one -----------------------------------------------------------------

    def _propose_next(self):
        """Propose the day of the next interview, where nobody chose one."""
        due = self.member_id._get_interview_due()
        for interview in self.filtered(lambda one: not one.next_date):
            interview.next_date = due.get(interview.member_id.id, False)
        self._tell_next()

    def action_plan_next(self):
        """Open a new interview with the same person, on the day proposed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "context": {
                "default_member_id": self.member_id.id,
                "default_adviser_id": self.adviser_id.id,
                "default_state": "planned",
                "default_kind": self.kind,
                "default_mode": self.mode,
                "default_location": self.location,
                "default_link": self.link,
                "default_funded_action_id": self.funded_action_id.id,
                "default_name": self.name,
            },
        }
