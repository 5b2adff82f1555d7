# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine import (
    EngineError,
    Period,
    association_deadline,
    check_cape_period,
    check_renewal,
    period_term,
    prior_days,
    trial_limit,
)

SIGNED = ("signed", "running", "ended")


class CaeticContractClocks(models.Model):
    """Legal clocks of contracts, counted by the engine from dated figures (R001)."""

    _inherit = "caetic.contract"

    prior_days = fields.Integer(
        string="Days under earlier contracts", compute="_compute_clocks", store=True
    )
    association_deadline = fields.Date(
        string="Associate by",
        compute="_compute_clocks",
        store=True,
        help="Three years from the CESA, less what earlier contracts lasted; the "
        "contract ends if the person is not an associate by then (L7331-3).",
    )
    trial_limit = fields.Date(
        string="Latest end of a trial",
        compute="_compute_clocks",
        store=True,
        help="Eight months, less what earlier contracts lasted (L7332-1).",
    )

    def _get_longest_term(self):
        """Return the last day that the law allows a CAPE begun on its first day."""
        self.ensure_one()
        months = self.env["caetic.parameter"]._get_count(
            "cape_period_months", self.date_start
        )
        return period_term(self.date_start, months)

    @api.depends(
        "kind",
        "date_start",
        "member_id.partner_id.caetic_member_ids.contract_ids.kind",
        "member_id.partner_id.caetic_member_ids.contract_ids.date_start",
        "member_id.partner_id.caetic_member_ids.contract_ids.date_end",
        "member_id.partner_id.caetic_member_ids.contract_ids.state",
    )
    def _compute_clocks(self):
        parameter = self.env["caetic.parameter"]
        for contract in self:
            if contract.kind != "cesa" or not contract.date_start:
                contract.prior_days = 0
                contract.association_deadline = contract.trial_limit = False
                continue
            start = contract.date_start
            prior = contract._get_prior_periods()
            association = parameter._get_count("association_months", start)
            trial = parameter._get_count("trial_months", start)
            contract.prior_days = prior_days(start, prior)
            contract.association_deadline = association_deadline(
                start, prior, association
            )
            contract.trial_limit = trial_limit(start, prior, trial)

    def _get_prior_periods(self):
        """Periods of the other contracts between the same parties (R108, R109).

        Those of an earlier stay count: the law speaks of the parties, not of a stay.
        """
        self.ensure_one()
        # Earlier stays may be in somebody else's portfolio; only their dates are read.
        stays_sudo = self.sudo().member_id.partner_id.caetic_member_ids
        others = stays_sudo.contract_ids.filtered(
            lambda one: (
                one.kind != "amendment"
                and one.state in SIGNED
                and one.date_start < self.date_start
                and one.id != self._origin.id
            )
        )
        return [Period(one.date_start, one.date_end or None) for one in others]

    def _meets(self, other):
        """Tell whether two contracts share a day."""
        self.ensure_one()
        starts_before = not other.date_end or self.date_start <= other.date_end
        return starts_before and (
            not self.date_end or self.date_end >= other.date_start
        )

    def _runs_on(self, date):
        """Tell whether the contract covers a day: signed, begun and not ended."""
        self.ensure_one()
        return (
            self.kind != "amendment"
            and self.state in SIGNED
            and self.date_start <= date
            and (not self.date_end or date <= self.date_end)
        )

    # -- what the law refuses -----------------------------------------------------

    @api.constrains("member_id", "date_start", "date_end", "state", "kind")
    def _check_overlap(self):
        for contract in self.filtered(
            lambda one: one.state in SIGNED and one.kind != "amendment"
        ):
            others = contract.member_id.contract_ids - contract
            if others.filtered(
                lambda one, c=contract: (
                    one.kind != "amendment" and one.state in SIGNED and one._meets(c)
                )
            ):
                raise ValidationError(
                    self.env._(
                        "%(member)s already has a contract at these dates.",
                        member=contract.member_id.name,
                    )
                )

    @api.constrains("kind", "date_start", "date_end", "parent_id", "member_id")
    def _check_cape(self):
        for contract in self.filtered(lambda one: one.kind == "cape"):
            try:
                contract._check_cape_clocks()
            except EngineError as error:
                raise ValidationError(contract._get_clock_error(error)) from error

    def _check_cape_clocks(self):
        """Refuse a CAPE that is too long, or a renewal too many (R202)."""
        self.ensure_one()
        parameter = self.env["caetic.parameter"]
        months = parameter._get_count("cape_period_months", self.date_start)
        period = Period(self.date_start, self.date_end or None)
        check_cape_period(period, months)
        if self.parent_id:
            parent = self.parent_id
            most = parameter._get_count("cape_renewals", self.date_start)
            previous = Period(parent.date_start, parent.date_end)
            check_renewal(previous, period, self.rank, most)
        elif self._get_other_capes():
            raise EngineError("second_cape")

    def _get_other_capes(self):
        return self.member_id.contract_ids.filtered(
            lambda one: (
                one.kind == "cape"
                and one.state != "cancelled"
                and not one.parent_id
                and one != self
            )
        )

    def _get_clock_error(self, error):
        """Put a refusal of the engine into words, with the law."""
        params = error.params
        if error.code == "too_many_renewals":
            return self.env._(
                "A CAPE is renewed %(most)s times at most, whatever its length "
                "(C. com. L127-2).",
                most=params["most"],
            )
        if error.code == "renewal_gap":
            return self.env._("A renewal starts the day after the CAPE that it renews.")
        if error.code == "cape_too_long":
            return self.env._(
                "A CAPE lasts %(months)s months at most: until %(latest)s here "
                "(C. com. L127-2).",
                months=params["months"],
                latest=params["latest"],
            )
        if error.code == "second_cape":
            return self.env._(
                "%(member)s already has a CAPE: renew it (C. com. L127-2).",
                member=self.member_id.name,
            )
        return self.env._("A CAPE has an end (C. com. L127-2).")

    @api.constrains("trial_end", "date_start")
    def _check_trial(self):
        for contract in self.filtered("trial_end"):
            if not contract.trial_limit:
                raise ValidationError(
                    self.env._(
                        "No trial is left: earlier contracts lasted too long "
                        "(C. trav. L7332-1)."
                    )
                )
            if contract.trial_end > contract.trial_limit:
                raise ValidationError(
                    self.env._(
                        "The trial ends on %(limit)s at the latest: eight months less "
                        "what earlier contracts lasted (C. trav. L7332-1).",
                        limit=contract.trial_limit,
                    )
                )

    @api.constrains("state", "kind")
    def _check_clauses(self):
        for contract in self.filtered(lambda one: one.state in SIGNED):
            empty = contract._get_empty_clauses(contract.kind)
            if empty:
                raise ValidationError(
                    self.env._(
                        "The law wants these clauses in the contract: %(names)s.",
                        names=", ".join(empty),
                    )
                )
