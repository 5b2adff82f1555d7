# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("association", "Entry as an associate"),
    ("interview", "Individual interview"),
    ("cape_end", "End of the CAPE"),
    ("trial_end", "End of the trial"),
    ("urssaf", "Tell Urssaf of the CAPE"),
    ("france_travail", "Tell France Travail of the CAPE"),
    ("urssaf_end", "Tell Urssaf of the early end"),
    ("france_travail_end", "Tell France Travail of the early end"),
    ("dpae", "Declare the hiring (DPAE)"),
    ("residence", "Residence permit"),
    ("insurance", "Professional insurance"),
    ("document", "Paper that expires"),
    ("rights_end", "End of benefits"),
    ("medical", "Medical visit"),
]
# What a person sees of their own clocks; the rest is the cooperative's paperwork.
PERSONAL = (
    "association",
    "interview",
    "cape_end",
    "trial_end",
    "residence",
    "insurance",
    "document",
    "rights_end",
    "medical",
)
# From here on months say more than days.
MANY_DAYS = 60
OPEN = ("late", "alert", "coming")
# What follows from the cause.
FROZEN = {
    "key",
    "kind",
    "label",
    "member_id",
    "res_model",
    "res_id",
    "date_due",
    "user_id",
    "stage",
    "done_stage",
    "state",
    "is_closed",
    "company_id",
}


class CaeticDeadline(models.Model):
    """A legal clock that runs: one row each, written by the run and by nobody else.

    The row follows its cause: it moves with it and is closed once it has none. Alerts
    are native activities of the person in charge.
    """

    _name = "caetic.deadline"
    _description = "Deadline"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_due, id"

    key = fields.Char(
        required=True, readonly=True, help="What makes it the same clock tomorrow."
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    label = fields.Char(string="What", readonly=True)
    member_id = fields.Many2one(
        "caetic.member", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    res_model = fields.Char(string="Model of the cause", readonly=True)
    res_id = fields.Many2oneReference(
        string="Cause", model_field="res_model", readonly=True
    )
    date_due = fields.Date(string="Due on", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="In charge", readonly=True, index="btree_not_null"
    )
    stage = fields.Integer(
        readonly=True, help="Alerts reached so far; one more once it is late."
    )
    done_stage = fields.Integer(
        string="Stage dealt with", readonly=True, help="It says no more until the next."
    )
    state = fields.Selection(
        [("late", "Late"), ("alert", "Alert"), ("coming", "Coming"), ("done", "Done")],
        required=True,
        readonly=True,
        default="coming",
        group_expand="_group_expand_state",
    )
    is_closed = fields.Boolean(
        string="No cause any more", readonly=True, help="It reopens if the cause does."
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )

    _key_uniq = models.UniqueIndex("(key)", "This clock runs already.")
    _member_state_idx = models.Index("(member_id, state, date_due)")

    @api.depends("kind", "label", "member_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for deadline in self:
            title = deadline._get_title()
            name = deadline.member_id.name
            deadline.display_name = f"{title} – {name}" if name else title

    @api.model
    def _group_expand_state(self, states, domain):
        """Show the three urgencies, and what is done where it is asked for."""
        return [*OPEN, *(state for state in states if state not in OPEN)]

    def _get_title(self):
        """Return what is due, in words: the name of the paper or the kind."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.label or kinds[self.kind]

    def write(self, vals):
        """Let people act on a deadline, never rewrite it: it follows from its cause."""
        if not self.env.su and FROZEN & set(vals):
            raise UserError(
                self.env._("A deadline follows from its cause: change that one.")
            )
        return super().write(vals)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Whoever is in charge has an activity: following too would mail them twice."""
        if self.env.context.get("mail_activity_quick_update"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    # -- acting -----------------------------------------------------------------------

    def action_done(self):
        """Say that the stage reached is dealt with; the next one speaks up again."""
        self.check_access("write")
        self._set_done_sudo()
        # Whoever may act on a deadline closes the alert of the person in charge too.
        activities_sudo = self.sudo()._get_alerts()
        activities_sudo.with_context(mail_activity_quick_update=True)._action_done()

    def _set_done_sudo(self):
        """Keep the stage that somebody has dealt with."""
        # Nobody writes a deadline; who may act on it has been checked by the caller.
        for deadline_sudo in self.sudo():
            if deadline_sudo.state in ("alert", "late"):
                deadline_sudo.write(
                    {"done_stage": deadline_sudo.stage, "state": "done"}
                )

    def action_open_cause(self):
        """Open the contract, the paper's owner or the person behind the deadline."""
        self.ensure_one()
        self.check_access("read")
        model, number = self._get_cause()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "res_id": number,
            "view_mode": "form",
        }

    def _get_cause(self):
        """Return ``(model, id)`` of the record to open; to extend for other causes."""
        self.ensure_one()
        if self.res_model == "caetic.contract":
            contract = self.env["caetic.contract"].browse(self.res_id).exists()
            if contract:
                return contract._name, contract.id
        return "caetic.member", self.member_id.id

    # -- words ------------------------------------------------------------------------

    def _get_when(self, today):
        """Return when it is due, in words that a phone has room for."""
        self.ensure_one()
        days = (self.date_due - today).days
        if days == 0:
            return self.env._("today")
        if days == 1:
            return self.env._("tomorrow")
        if days == -1:
            return self.env._("yesterday")
        if days <= -MANY_DAYS:
            return self.env._("%(months)s months ago", months=-days // 30)
        if days < 0:
            return self.env._("%(days)s days ago", days=-days)
        if days < MANY_DAYS:
            return self.env._("in %(days)s days", days=days)
        return self.env._("in %(months)s months", months=days // 30)
