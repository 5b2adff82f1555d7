# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from ..engine import team_shares

FORMING = ("search", "invited", "formed")
REMIND_DAYS = 2
# A contact who never became a customer is forgotten after it (R802).
CONTACT_YEARS = 3


class CaeticOpportunityForming(models.Model):
    """From a team proposed to a team formed: shares, invitations, reminders."""

    _inherit = "caetic.opportunity"

    # -- shares -----------------------------------------------------------------------

    def action_share_by_days(self):
        """Share by days of work; the lead takes the part of people from outside."""
        self.check_access("write")
        self._check_open()
        for opportunity in self:
            live = opportunity._get_live()
            inside = live.filtered(lambda one: not one.is_outside)
            days = {place: to_decimal(place.days) for place in inside}
            lead = inside.filtered("is_lead")[:1] or inside[:1]
            if days:
                outside = live - inside
                days[lead] += sum(to_decimal(place.days) for place in outside)
            for place, share in team_shares.suggest(days).items():
                place.share = float(share)

    def _complete_shares(self):
        """Give the rest of 100 % to the last one without a share.

        :raises UserError: for shares that cannot make 100 %
        """
        self.ensure_one()
        inside = self._get_live().filtered(lambda one: not one.is_outside)
        told = [to_decimal(place.share) for place in inside]
        try:
            shares = team_shares.complete(told)
        except team_shares.ShareError:
            shares = ()
        if not team_shares.is_whole(shares):
            raise UserError(
                self.env._("The shares make %s %%, not 100.", f"{sum(told):g}")
            )
        for place, before, share in zip(inside, told, shares, strict=True):
            if before != share:
                place.share = float(share)

    # -- invitations ------------------------------------------------------------------

    def action_send(self):
        """Write to the people proposed; each accepts or declines."""
        self.check_access("write")
        self._check_open()
        for opportunity in self:
            proposed = opportunity.invitation_ids.filtered(
                lambda one: one.state == "draft"
            )
            if not proposed:
                raise UserError(self.env._("Nobody is to be written to."))
            opportunity._check_lead_ready()
            opportunity._complete_shares()
            proposed._send()
            opportunity._check_formed()

    def _check_lead_ready(self):
        self.ensure_one()
        lead = self._get_live().filtered("is_lead")
        if not lead:
            raise UserError(self.env._("Say who leads the team."))
        if not lead.activity_id:
            raise UserError(
                self.env._(
                    "%s leads and has no activity to invoice with.",
                    lead.profile_id.name,
                )
            )

    def _check_formed(self):
        """Set the state that follows from the places of the team."""
        for opportunity in self.filtered(lambda one: one.state in ("new", *FORMING)):
            states = set(opportunity.invitation_ids.mapped("state"))
            if not opportunity._get_team_issues():
                state = "formed"
            elif states & {"sent", "accepted"}:
                state = "invited"
            else:
                state = "search"
            if state != opportunity.state:
                opportunity.state = state
                if state == "formed":
                    opportunity._tell_team()

    def _tell_team(self):
        """Tell each of the team who is in it."""
        self.ensure_one()
        for place in self._get_live():
            place._mail("formed")

    # -- reminders and forgetting -----------------------------------------------------

    @api.model
    def _cron_opportunities(self):
        """Remind of answers that are due; forget contacts after three years (R802)."""
        today = fields.Date.context_today(self)
        due = self.env["caetic.opportunity.invitation"].search(
            [
                ("state", "=", "sent"),
                ("date_deadline", "<=", fields.Date.add(today, days=REMIND_DAYS)),
                ("date_deadline", ">=", today),
                ("date_reminded", "=", False),
                ("date_sent", "<", fields.Datetime.subtract(today, days=1)),
            ]
        )
        for place in due:
            place._mail("reminder")
        due.date_reminded = today
        self._forget_contacts(today)

    @api.model
    def _forget_contacts(self, today):
        """Empty the contact of what was lost or never answered, three years later."""
        limit = fields.Date.subtract(today, years=CONTACT_YEARS)
        old = self.search(
            [
                ("state", "!=", "won"),
                ("contact_email", "!=", False),
                ("write_date", "<", fields.Datetime.to_datetime(limit)),
            ]
        )
        old.write(dict.fromkeys(("contact_name", "contact_email", "contact_phone")))
