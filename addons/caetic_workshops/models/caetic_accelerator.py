# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..engine import timer

ROLES = (
    "member_id",
    "keeper_id",
    "secretary_id",
    "participant_ids",
    "partner_ids",
)
# People around the presenter, as the method has it (R1004).
LEAST, MOST = 5, 8
CONTENT = (
    "caetic.accelerator.content",
    "caetic.accelerator.idea",
    "caetic.accelerator.learned",
    "caetic.plan.task",
)


class CaeticAccelerator(models.Model):
    """Meeting of a project accelerator: who was there, and when (R1004, R1005).

    Staff see this and no more; what was said is in models that the group alone reads.
    """

    _name = "caetic.accelerator"
    _description = "Project accelerator"
    _order = "date desc, id desc"

    date = fields.Datetime(string="Starts at", required=True)
    group_name = fields.Char(string="Group", help="Groups that meet again have a name.")
    event_id = fields.Many2one(
        "event.event", string="Session", index="btree_not_null", ondelete="set null"
    )
    member_id = fields.Many2one(
        "caetic.member",
        string="Presenter",
        required=True,
        index=True,
        ondelete="restrict",
    )
    activity_id = fields.Many2one(
        "caetic.activity",
        domain="[('member_ids', 'in', member_id)]",
        index="btree_not_null",
    )
    keeper_id = fields.Many2one("res.partner", string="Keeper of the method")
    secretary_id = fields.Many2one("res.partner")
    participant_ids = fields.Many2many(
        "res.partner", "caetic_accelerator_participant_rel", string="Participants"
    )
    partner_ids = fields.Many2many(
        "res.partner",
        "caetic_accelerator_partner_rel",
        string="Everybody there",
        compute="_compute_partner_ids",
        store=True,
        help="Who may read what was said.",
    )
    people_count = fields.Integer(string="People", compute="_compute_advice")
    advice = fields.Char(compute="_compute_advice")
    template_id = fields.Many2one(
        "caetic.accelerator.template",
        string="Method",
        default=lambda self: self._default_template(),
    )
    step_ids = fields.One2many(
        "caetic.accelerator.step", "accelerator_id", string="Steps"
    )
    minutes = fields.Integer(string="Length (minutes)", compute="_compute_minutes")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="planned",
        readonly=True,
        copy=False,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    def _default_template(self):
        return self.env["caetic.accelerator.template"].search([], limit=1)

    @api.depends("member_id.partner_id", "keeper_id", "secretary_id", "participant_ids")
    def _compute_partner_ids(self):
        for meeting in self:
            meeting.partner_ids = (
                meeting.member_id.partner_id
                | meeting.keeper_id
                | meeting.secretary_id
                | meeting.participant_ids
            )

    @api.depends("member_id", "keeper_id", "secretary_id", "participant_ids")
    def _compute_advice(self):
        """Say when a group is smaller or bigger than the method wants."""
        for meeting in self:
            others = meeting.participant_ids | meeting.secretary_id | meeting.keeper_id
            count = len(others - meeting.member_id.partner_id)
            meeting.people_count = count
            meeting.advice = False
            if not LEAST <= count <= MOST:
                meeting.advice = self.env._(
                    "The method wants %(least)s to %(most)s people around the "
                    "presenter; there are %(count)s.",
                    least=LEAST,
                    most=MOST,
                    count=count,
                )

    @api.depends("step_ids.minutes")
    def _compute_minutes(self):
        for meeting in self:
            meeting.minutes = timer.total_minutes(meeting.step_ids.mapped("minutes"))

    @api.depends("date", "group_name")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for meeting in self:
            day = meeting._get_local_start()
            name = self.env._(
                "Accelerator of %s", format_date(self.env, day) if day else ""
            )
            group = meeting.group_name
            meeting.display_name = f"{name} · {group}" if group else name

    def _get_local_start(self):
        """Return the start on the clock of the reader."""
        self.ensure_one()
        return self.date and fields.Datetime.context_timestamp(self, self.date)

    @api.model_create_multi
    def create(self, vals_list):
        meetings = super().create(vals_list)
        for meeting in meetings.filtered(lambda one: not one.step_ids):
            meeting.step_ids = meeting.template_id._prepare_steps()
        return meetings

    def write(self, vals):
        if set(ROLES) & set(vals) and not self.env.su:
            self._check_may_invite()
        return super().write(vals)

    def _check_may_invite(self):
        """Nobody lets themselves in once something was written.

        :raises UserError: for whoever is not of the group
        """
        own = self.env.user.partner_id
        for meeting in self:
            if own not in meeting.partner_ids and meeting._has_content():
                raise UserError(
                    self.env._(
                        "What this group wrote is confidential: its members alone "
                        "change who takes part."
                    )
                )

    def _has_content(self):
        """Tell whether anything confidential was written."""
        self.ensure_one()
        # Whether there is something is known to staff, what it is is not.
        found_sudo = (self.env[name].sudo() for name in CONTENT)
        domain = [("accelerator_id", "=", self.id)]
        return any(
            model_sudo.search_count(domain, limit=1) for model_sudo in found_sudo
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_written(self):
        for meeting in self:
            if meeting._has_content():
                raise UserError(
                    self.env._("This group has written: cancel the meeting instead.")
                )

    def action_cancel(self):
        """Cancel a meeting that did not take place."""
        self.check_access("write")
        if self.filtered(lambda meeting: meeting.state != "planned"):
            raise UserError(self.env._("This meeting has begun."))
        self.state = "cancelled"

    def action_open_portal(self):
        """Open the record of the group; others read that it is not theirs."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/accelerators/{self.id}",
            "target": "self",
        }
