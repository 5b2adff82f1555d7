# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import (
    FORECAST_MONTHS,
    Flow,
    month_starts,
    to_decimal,
)

ZERO = Decimal(0)


class CaeticActivity(models.Model):
    """Pay asked for, and the fixed part of contracts, in the forecast."""

    _inherit = "caetic.activity"

    def _get_forecast_sources(self, today, end, delays):
        return [
            *super()._get_forecast_sources(today, end, delays),
            *self._get_pay_flows(today),
        ]

    def _get_pay_flows(self, today):
        """What was asked for counts in its month, the fixed part in the others."""
        months = month_starts(today, FORECAST_MONTHS)
        requests = self.pay_request_ids.filtered(lambda one: one.state != "refused")
        uncounted = requests.filtered_domain(self._get_uncounted_domain())
        asked = self.env._("Asked for")
        flows = [
            self._prepare_pay(asked, to_decimal(one.cost), one.month)
            for one in uncounted
        ]
        known = {(one.member_id, one.month) for one in requests}
        fixed = self.env._("Fixed part of the contract")
        for member in self._get_paid_members():
            costs = {}
            for month in months:
                if (member, month) in known:
                    continue
                cost = self._get_fixed_cost(member, month, costs)
                if cost:
                    flows.append(self._prepare_pay(fixed, cost, month))
        return flows

    def _prepare_pay(self, label, cost, month):
        """Pay leaves the account on the last day of its month."""
        last = fields.Date.end_of(month, "month")
        url = f"/my/activities/{self.id}/pay"
        return Flow("pay", label, -cost, day=last, url=url)

    def _get_paid_members(self):
        """Members whose fixed part this account pays: it is due once a month."""
        return self.member_ids.filtered(
            lambda member: (
                min(member.caetic_activity_ids.ids, default=self.id) == self.id
            )
        )

    def _get_fixed_cost(self, member, month, costs):
        """Return what the fixed part of a month costs, computed once an amount.

        :param dict costs: what is known already, EUR by gross
        """
        draft = self.env["caetic.pay.request"].new(
            {"member_id": member.id, "activity_id": self.id, "month": month}
        )
        gross = to_decimal(draft.fixed_part) if draft.contract_id else ZERO
        if not gross:
            return ZERO
        if gross not in costs:
            draft.update({"mode": "gross", "amount": float(gross)})
            try:
                costs[gross] = to_decimal(draft.cost)
            except UserError:
                # No figures of payroll law so far ahead: at least the gross.
                costs[gross] = gross
        return costs[gross]
