# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from odoo.addons.caetic_members.engine import to_decimal

from ..engine import team_shares

OPEN = ("new", "search", "invited", "formed")
CLOSED = ("won", "lost")
LIVE = ("draft", "sent", "accepted")
WAITING = ("draft", "sent")


class CaeticOpportunity(models.Model):
    """A customer's need that a team may answer.

    Need -> required trades and skills -> ranked people and teams -> invitations ->
    team with roles and shares -> won (one invoice of the lead activity) or lost.
    """

    _name = "caetic.opportunity"
    _description = "Opportunity"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_deadline, id desc"

    name = fields.Char(required=True, tracking=True)
    source = fields.Selection(
        [("public", "Public form"), ("member", "Member"), ("staff", "Staff")],
        required=True,
        default="staff",
    )
    author_member_id = fields.Many2one(
        "caetic.member", string="Brought by", index="btree_not_null"
    )
    partner_id = fields.Many2one("res.partner", string="Customer", index=True)
    contact_name = fields.Char(string="Contact")
    contact_email = fields.Char(string="E-mail")
    contact_phone = fields.Char(string="Phone")
    description = fields.Text(string="Need")
    trade_ids = fields.Many2many("caetic.trade", string="Trades")
    need_ids = fields.One2many(
        "caetic.opportunity.skill", "opportunity_id", string="Skills needed"
    )
    date_start = fields.Date(string="Starts")
    date_end = fields.Date(string="Ends")
    date_deadline = fields.Date(string="To answer before", tracking=True)
    days = fields.Float(string="Days of work")
    budget = fields.Monetary(help="EUR before tax.")
    town = fields.Char()
    zip = fields.Char(string="Postcode")
    work_mode = fields.Selection(
        [("onsite", "On site"), ("remote", "Remote"), ("both", "On site or remote")],
        default="both",
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("search", "Looking for a team"),
            ("invited", "Invitations sent"),
            ("formed", "Team formed"),
            ("won", "Won"),
            ("lost", "Lost"),
        ],
        required=True,
        default="new",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    outcome_code = fields.Selection(
        [
            ("price", "Price"),
            ("team", "Skills of the team"),
            ("trust", "References and trust"),
            ("delay", "Dates"),
            ("other_supplier", "Another supplier"),
            ("given_up", "The customer gave up"),
            ("no_team", "No team found"),
            ("other", "Something else"),
        ],
        string="Main reason",
        copy=False,
        tracking=True,
    )
    outcome_reason = fields.Text(string="Why won or lost", copy=False)
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False)
    amount = fields.Monetary(
        string="Agreed amount", copy=False, help="EUR before tax, of the order won."
    )
    team_max = fields.Integer(string="People at most", default=4)
    team_ids = fields.One2many(
        "caetic.opportunity.team", "opportunity_id", string="Teams proposed"
    )
    invitation_ids = fields.One2many(
        "caetic.opportunity.invitation", "opportunity_id", string="Team"
    )
    lead_profile_id = fields.Many2one(
        "caetic.profile", string="Lead", compute="_compute_lead", store=True
    )
    lead_activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity that invoices",
        compute="_compute_lead",
        store=True,
    )
    share_total = fields.Float(
        string="Shares (%)", digits=(16, 2), compute="_compute_team"
    )
    accepted_count = fields.Integer(string="Accepted", compute="_compute_team")
    invited_count = fields.Integer(string="In the team", compute="_compute_team")
    quote_total = fields.Monetary(
        string="Quotes of outsiders", compute="_compute_team", help="EUR before tax."
    )
    team_issue = fields.Text(
        string="What the team lacks", compute="_compute_team_issue"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Followed by",
        index="btree_not_null",
        domain="[('share', '=', False)]",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _team_max = models.Constraint(
        "CHECK (team_max BETWEEN 1 AND 8)", "A team has one to eight people."
    )
    _amounts = models.Constraint(
        "CHECK (COALESCE(budget, 0) >= 0 AND COALESCE(amount, 0) >= 0 "
        "AND COALESCE(days, 0) >= 0)",
        "Amounts and days are not below zero.",
    )
    _period = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "The work ends before it starts.",
    )

    # -- what follows from the team ---------------------------------------------------

    def _get_live(self):
        """Return the places of the team that stand: proposed, invited or accepted."""
        return self.invitation_ids.filtered(lambda one: one.state in LIVE)

    @api.depends(
        "invitation_ids.is_lead",
        "invitation_ids.state",
        "invitation_ids.profile_id",
        "invitation_ids.activity_id",
    )
    def _compute_lead(self):
        for opportunity in self:
            lead = opportunity._get_live().filtered("is_lead")[:1]
            opportunity.lead_profile_id = lead.profile_id
            opportunity.lead_activity_id = lead.activity_id

    @api.depends(
        "invitation_ids.share", "invitation_ids.state", "invitation_ids.quote_amount"
    )
    def _compute_team(self):
        for opportunity in self:
            live = opportunity._get_live()
            accepted = live.filtered(lambda one: one.state == "accepted")
            opportunity.share_total = sum(live.mapped("share"))
            opportunity.quote_total = sum(accepted.mapped("quote_amount"))
            opportunity.accepted_count = len(accepted)
            opportunity.invited_count = len(live)

    @api.depends(
        "invitation_ids.share",
        "invitation_ids.state",
        "invitation_ids.is_lead",
        "invitation_ids.need_ids",
        "need_ids.is_optional",
    )
    @api.depends_context("lang")
    def _compute_team_issue(self):
        for opportunity in self:
            has_team = opportunity.invitation_ids and opportunity.state not in CLOSED
            issues = opportunity._get_team_issues() if has_team else []
            opportunity.team_issue = "\n".join(issues)

    def _get_team_issues(self):
        """Return what keeps the team from being formed, as sentences."""
        self.ensure_one()
        live = self._get_live()
        issues = []
        if not live.filtered("is_lead"):
            issues.append(self.env._("Nobody leads the team."))
        if not self._has_whole_shares():
            issues.append(
                self.env._("The shares make %s %%, not 100.", f"{self.share_total:g}")
            )
        waiting = live.filtered(lambda one: one.state != "accepted")
        if waiting:
            names = ", ".join(waiting.profile_id.mapped("name"))
            issues.append(self.env._("Not accepted yet: %s.", names))
        missing = self._get_required_needs() - live.need_ids
        if missing:
            names = ", ".join(missing.mapped("display_name"))
            issues.append(self.env._("Nobody takes: %s.", names))
        return issues

    def _get_quotes(self):
        """Return ``[(name, EUR before tax)]`` of people outside who are in."""
        self.ensure_one()
        return [
            (place.profile_id.name, place.quote_amount)
            for place in self.invitation_ids
            if place.state == "accepted" and place.quote_amount
        ]

    def _get_shares_of_others(self, activity):
        """Return ``{other activity: percentage}``, Decimals; nobody from outside."""
        shares = {}
        for place in self.invitation_ids:
            other = place.activity_id
            if place.state == "accepted" and other and other != activity:
                share = to_decimal(place.share)
                shares[other] = shares.get(other, to_decimal(0)) + share
        return {other: share for other, share in shares.items() if share}

    def _get_agreed_parts(self, activity):
        """Return ``{other activity: (percentage, user, day)}`` as the team agreed."""
        parts = {}
        for other, share in self._get_shares_of_others(activity).items():
            places = self.invitation_ids.filtered(
                lambda one, other=other: one.activity_id == other
            )
            last = places.sorted(lambda one: one.date_answer or one.create_date)[-1:]
            user = last.profile_id.member_id.user_id
            parts[other] = (share, user, last.date_answer)
        return parts

    def _get_quotes_words(self):
        """Name the outsiders of the team and what each will invoice."""
        return ", ".join(
            f"{name} {formatLang(self.env, amount, currency_obj=self.currency_id)}"
            for name, amount in self._get_quotes()
        )

    def _get_required_needs(self):
        return self.need_ids.filtered(lambda need: not need.is_optional)

    def _has_whole_shares(self):
        """Tell whether the shares of the members make exactly 100 %."""
        self.ensure_one()
        live = self._get_live().filtered(lambda one: not one.is_outside)
        return team_shares.is_whole(
            [to_decimal(share) for share in live.mapped("share")]
        )

    # -- checks -----------------------------------------------------------------------

    @api.constrains("state", "outcome_code", "outcome_reason")
    def _check_outcome(self):
        for opportunity in self.filtered(lambda one: one.state in CLOSED):
            if not opportunity.outcome_code or not opportunity.outcome_reason:
                raise ValidationError(
                    self.env._("Say why this opportunity was won or lost.")
                )

    @api.constrains("need_ids")
    def _check_needs(self):
        for opportunity in self:
            if len(opportunity.need_ids) > 10:
                raise ValidationError(
                    self.env._("At most ten skills: more make several opportunities.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_won(self):
        if self.filtered(lambda one: one.state == "won"):
            raise UserError(self.env._("An opportunity that was won is kept."))

    # -- outcome ----------------------------------------------------------------------

    def action_won(self):
        """Close as won: the team is formed and the reason is told."""
        self.check_access("write")
        for opportunity in self:
            if opportunity.state != "formed":
                raise UserError(self.env._("Form the team first."))
        self._close("won")
        for opportunity in self.filtered(lambda one: not one.amount):
            opportunity.amount = opportunity.budget
        self._tell_outcome("won")

    def action_lost(self):
        """Close as lost, with the reason; open invitations are withdrawn."""
        self.check_access("write")
        self._check_open()
        self._close("lost")
        waiting = self.invitation_ids.filtered(lambda one: one.state in WAITING)
        waiting._withdraw()
        self._tell_outcome("lost")

    def _tell_outcome(self, what):
        """Tell those who had accepted."""
        for place in self.invitation_ids:
            if place.state == "accepted":
                place._mail(what)

    def _close(self, state):
        today = fields.Date.context_today(self)
        for opportunity in self:
            if not opportunity.outcome_code or not opportunity.outcome_reason:
                raise UserError(
                    self.env._(
                        "Say why first, under “Outcome”: the main reason and "
                        "a sentence."
                    )
                )
        self.write({"state": state, "date_closed": today})
        self.team_ids.unlink()

    def action_reopen(self):
        """Take up again what was lost."""
        self.check_access("write")
        for opportunity in self:
            if opportunity.state != "lost":
                raise UserError(self.env._("Only what was lost is taken up again."))
        self.write({"state": "search", "date_closed": False})

    def _check_open(self):
        """Refuse to change what is closed.

        :raises UserError: for what was won or lost
        """
        for opportunity in self:
            if opportunity.state in CLOSED:
                raise UserError(
                    self.env._("“%(name)s” is closed.", name=opportunity.name)
                )
