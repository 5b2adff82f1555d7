# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .caetic_opportunity import CLOSED, LIVE

# From a state, those that it may become.
STEPS = {
    "draft": ("sent", "withdrawn"),
    "sent": ("accepted", "declined", "withdrawn"),
    "accepted": ("sent", "declined", "withdrawn"),
    "declined": ("draft",),
    "withdrawn": ("draft",),
}
# What somebody accepted: changed, they are asked again.
AGREED = ("share", "role", "days", "is_lead", "activity_id")
DAYS_TO_ANSWER = 7


class CaeticOpportunityInvitation(models.Model):
    """A person in the team of an opportunity: invited, in with a share, or not."""

    _name = "caetic.opportunity.invitation"
    _description = "Place in a team"
    _inherit = ["mail.thread"]
    _order = "is_lead desc, id"
    _rec_name = "profile_id"

    opportunity_id = fields.Many2one(
        "caetic.opportunity", required=True, index=True, ondelete="cascade"
    )
    profile_id = fields.Many2one(
        "caetic.profile",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_outside = fields.Boolean(
        string="From outside", compute="_compute_is_outside", store=True
    )
    activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity credited",
        compute="_compute_activity_id",
        store=True,
        readonly=False,
        help="Of a member. People outside are paid on their own invoice (quote).",
    )
    activity_ids = fields.Many2many(
        "caetic.activity", string="Their activities", compute="_compute_activity_ids"
    )
    is_lead = fields.Boolean(string="Lead")
    role = fields.Char(size=120)
    need_ids = fields.Many2many("caetic.opportunity.skill", string="Takes")
    reason = fields.Text(help="Why this person: what the finder said.")
    share = fields.Float(string="Share (%)", digits=(16, 2))
    days = fields.Float()
    quote_amount = fields.Monetary(string="Quote", help="EUR before tax, of outsiders.")
    state = fields.Selection(
        [
            ("draft", "Proposed"),
            ("sent", "Invited"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    date_sent = fields.Datetime(string="Sent on", readonly=True, copy=False)
    date_answer = fields.Datetime(string="Answered on", readonly=True, copy=False)
    date_deadline = fields.Date(string="Answer before", copy=False)
    date_reminded = fields.Date(string="Reminded on", readonly=True, copy=False)
    answer = fields.Text(string="Their words", copy=False)
    replaces_id = fields.Many2one(
        "caetic.opportunity.invitation",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    company_id = fields.Many2one(related="opportunity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _profile_uniq = models.UniqueIndex(
        "(opportunity_id, profile_id)", "This person is in the team already."
    )
    _share = models.Constraint(
        "CHECK (share BETWEEN 0 AND 100)", "A share is between 0 and 100 %."
    )
    _days = models.Constraint(
        "CHECK (COALESCE(days, 0) >= 0 AND COALESCE(quote_amount, 0) >= 0)",
        "Days and quotes are not below zero.",
    )

    # -- what follows from the person -------------------------------------------------

    @api.depends("profile_id.member_id")
    def _compute_is_outside(self):
        for place in self:
            place.is_outside = bool(place.profile_id) and not place.profile_id.member_id

    @api.depends("profile_id")
    def _compute_activity_ids(self):
        for place in self:
            place.activity_ids = place.profile_id.member_id.caetic_activity_ids

    @api.depends("profile_id")
    def _compute_activity_id(self):
        for place in self:
            own = place.profile_id.member_id.caetic_activity_ids
            if place.activity_id not in own:
                place.activity_id = own.filtered("active")[:1]

    # -- checks -----------------------------------------------------------------------

    @api.constrains("is_lead", "state", "profile_id", "activity_id")
    def _check_lead(self):
        for opportunity in self.opportunity_id:
            leads = opportunity._get_live().filtered("is_lead")
            if len(leads) > 1:
                raise ValidationError(self.env._("One person leads the team."))
            if leads.is_outside:
                raise ValidationError(
                    self.env._(
                        "A member of the cooperative leads: their activity invoices."
                    )
                )

    @api.constrains("share", "profile_id", "activity_id")
    def _check_share(self):
        for place in self:
            if place.is_outside and place.share:
                raise ValidationError(
                    self.env._("People from outside have a quote, not a share.")
                )
            own = place.profile_id.member_id.caetic_activity_ids
            if place.activity_id and place.activity_id not in own:
                raise ValidationError(
                    self.env._(
                        "“%(activity)s” is not an activity of %(name)s.",
                        activity=place.activity_id.name,
                        name=place.profile_id.name,
                    )
                )

    @api.constrains("profile_id", "opportunity_id")
    def _check_same_cooperative(self):
        for place in self:
            if place.profile_id.company_id != place.opportunity_id.company_id:
                raise ValidationError(
                    self.env._("This person is of another cooperative.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        if self.filtered(lambda one: one.state not in ("draft", "withdrawn")):
            raise UserError(self.env._("Withdraw an invitation that was sent."))

    def write(self, vals):
        """Ask again whoever accepted something that changes."""
        before = {one.id: [one[name] for name in AGREED] for one in self}
        result = super().write(vals)
        if set(AGREED) & set(vals):
            changed = self.filtered(
                lambda one: (
                    one.state == "accepted"
                    and before[one.id] != [one[name] for name in AGREED]
                )
            )
            changed._ask_again()
        return result

    # -- states -----------------------------------------------------------------------

    def _get_live(self):
        """Return those that stand: proposed, invited or accepted."""
        return self.filtered(lambda one: one.state in LIVE)

    def _move(self, state, **values):
        """Take a step of the state machine.

        :raises UserError: for a step that there is not, or a closed opportunity
        """
        for place in self:
            if state not in STEPS[place.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(name)s: from “%(before)s” to “%(after)s” is no step.",
                        name=place.profile_id.name,
                        before=labels[place.state],
                        after=labels[state],
                    )
                )
        self.write({"state": state, **values})

    def _check_open(self):
        if self.opportunity_id.filtered(lambda one: one.state in CLOSED):
            raise UserError(self.env._("This opportunity is closed."))

    def _send(self):
        """Write to people proposed; each answers on the portal, or by a link."""
        self._check_open()
        self._check_emails()
        now = fields.Datetime.now()
        for place in self:
            place._move(
                "sent",
                date_sent=now,
                date_answer=False,
                date_reminded=False,
                date_deadline=place.date_deadline or place._get_deadline(),
            )
            place._mail("invited")

    def _check_emails(self):
        """Refuse to invite somebody who would never know it.

        :raises UserError: for a person without an address
        """
        for place in self:
            if not place._get_email():
                name = place.profile_id.name
                raise UserError(self.env._("%s has no e-mail address.", name))

    def _get_deadline(self):
        """Return the last day to answer: a week, or the day before the customer's."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        week = fields.Date.add(today, days=DAYS_TO_ANSWER)
        due = self.opportunity_id.date_deadline
        return max(today, min(week, fields.Date.subtract(due, days=1))) if due else week

    def _accept(self, words="", quote=None):
        """Note that the person is in.

        :param str words: what they say
        :param quote: Decimal, EUR before tax, of people outside
        """
        self.ensure_one()
        self._check_open()
        values = {"answer": words or False, "date_answer": fields.Datetime.now()}
        if quote is not None:
            values["quote_amount"] = float(quote)
        self._move("accepted", **values)
        self._tell_staff(self.env._("%s accepted.", self.profile_id.name), words)
        self.opportunity_id._check_formed()

    def _decline(self, words=""):
        """Note that the person is not in, and propose somebody else."""
        self.ensure_one()
        self._check_open()
        self._move("declined", answer=words or False, date_answer=fields.Datetime.now())
        other = self._propose_replacement()
        text = self.env._("%s declined.", self.profile_id.name)
        if other:
            more = self.env._("Proposed instead: %s.", other.profile_id.name)
        else:
            more = self.env._("Nobody else covers what they took.")
        self._tell_staff(f"{text} {more}", words)
        self.opportunity_id._check_formed()

    def _withdraw(self):
        """Take back places; people who were written to are told."""
        open_ = self.filtered(lambda one: one.state in LIVE)
        told = open_.filtered(lambda one: one.state != "draft")
        open_._move("withdrawn")
        for place in told:
            place._mail("withdrawn")

    def _ask_again(self):
        """Send anew what somebody had accepted and that has changed."""
        self._check_open()
        for place in self:
            place._move("sent", date_sent=fields.Datetime.now(), date_answer=False)
            place._mail("invited")
        self.opportunity_id._check_formed()

    def _tell_staff(self, text, words=""):
        """Note what happened on the opportunity; a task for whoever follows it."""
        self.ensure_one()
        opportunity = self.opportunity_id
        said = self.env._("%(text)s “%(words)s”", text=text, words=words)
        opportunity.message_post(body=said if words else text)
        if opportunity.user_id and self.state == "declined":
            opportunity.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=opportunity.user_id.id,
                summary=text,
            )

    # -- buttons of staff -------------------------------------------------------------

    def action_withdraw(self):
        """Take back a place."""
        self.check_access("write")
        self._check_open()
        self._withdraw()
        self.opportunity_id._check_formed()

    def action_redo(self):
        """Propose again somebody who declined or was withdrawn."""
        self.check_access("write")
        self._check_open()
        self._move("draft")

    def action_accept(self):
        """Note an answer given by word of mouth."""
        self.check_access("write")
        for place in self:
            if place.is_outside and not place.quote_amount:
                raise UserError(
                    self.env._("Note the quote of %s first.", place.profile_id.name)
                )
            place._accept(self.env._("Told to %s.", self.env.user.name))

    def action_decline(self):
        """Note a refusal given by word of mouth."""
        self.check_access("write")
        for place in self:
            place._decline(self.env._("Told to %s.", self.env.user.name))
