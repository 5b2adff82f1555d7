# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter, defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import models

from .. import engine

ZERO = Decimal(0)
BEGUN = ("signed", "running", "ended")


class CaeticAvailabilityScheme(models.AbstractModel):
    """Under which scheme each month of an activity is: the person's status says (R402).

    A month that is closed keeps the scheme under which it was.
    """

    _inherit = "caetic.availability"

    def _get_scheme_reader(self, activities):
        """Return a function that tells the scheme of an activity at a day.

        It takes an activity and a day, and returns a caetic.contribution.scheme.
        """
        stays = self._read_stays(activities.filtered("scheme_id.cape_scheme_id"))

        def scheme_at(activity, day):
            scheme = activity.scheme_id
            begun = [
                kinds for kinds in map(_last_begun(day), stays[activity.id]) if kinds
            ]
            is_cape = begun and all(kind == "cape" for kind in begun)
            return scheme.cape_scheme_id if is_cape else scheme

        return scheme_at

    def _read_stays(self, activities):
        """Return ``{activity_id: [[(start, kind), ...] of each member]}``."""
        stays = defaultdict(list)
        if not activities:
            return stays
        # Contracts are read by their staff alone; whoever reads the account is told
        # which rates it bears.
        contracts_sudo = self.env["caetic.contract"].sudo()
        activities_sudo = activities.sudo()
        found_sudo = contracts_sudo.search_fetch(
            [
                ("member_id", "in", activities_sudo.member_ids.ids),
                ("state", "in", BEGUN),
                ("parent_id", "=", False),
            ],
            ["date_start", "kind", "member_id"],
            order="date_start, id",
        )
        by_member = found_sudo.grouped("member_id")
        for activity_sudo in activities_sudo:
            stays[activity_sudo.id] = [
                [(one.date_start, one.kind) for one in by_member.get(member, ())]
                for member in activity_sudo.member_ids
            ]
        return stays

    def _get_fixed_parts(self, activities, date):
        """Return gross fixed parts of a month, EUR by activity that reserves months."""
        parts = defaultdict(lambda: ZERO)
        # Contracts are read by their staff alone; the reserve is told to whoever reads
        # the account.
        keeping_sudo = activities.filtered("reserve_months").sudo()
        if not keeping_sudo:
            return parts
        contracts_sudo = keeping_sudo.member_ids.contract_ids
        running_sudo = contracts_sudo.filtered(
            lambda one: one.kind == "cesa" and one.state == "running"
        )
        for activity_sudo in keeping_sudo:
            for contract_sudo in running_sudo & activity_sudo.member_ids.contract_ids:
                terms = contract_sudo._get_terms(date)
                parts[activity_sudo.id] += engine.to_decimal(terms.fixed_part)
        return parts

    # -- what the engine is given ---------------------------------------------------

    def _get_year_months(self, stated, last, scheme, engines):
        """Return the engine.MonthBase of a fiscal year.

        :param stated: ``[(first day, base, scheme_id or None)]`` of closed months
        :param last: ``(first day, base)`` of the open month
        :param scheme: caetic.contribution.scheme of the open month
        :param engines: ``{scheme: engine.Scheme}``
        """
        months = [
            engine.MonthBase(
                month,
                base,
                engines[scheme.browse(scheme_id)]
                if scheme_id and scheme_id != scheme.id
                else None,
            )
            for month, base, scheme_id in stated
        ]
        return (*months, engine.MonthBase(*last))

    def _get_present_under(self, activity, scheme, stated, reading):
        """Return months of the fiscal year under other schemes, by scheme (R403).

        :param scheme: caetic.contribution.scheme of the open month
        :param stated: ``[(first day, base, scheme_id or None)]`` of closed months
        :param reading: what ``_get_years`` knows of all activities
        """
        start = max(activity._get_first_month(), reading["start"])
        closed = {month: scheme_id for month, _base, scheme_id in stated}
        found = Counter()
        for rank in range(activity._get_months_present(reading["date"])):
            month = start + relativedelta(months=rank)
            last = month + relativedelta(months=1, days=-1)
            own = scheme.browse(closed.get(month)) or reading["scheme_at"](
                activity, min(last, reading["date"])
            )
            if own != scheme:
                found[reading["engines"][own]] += 1
        return found

    def _get_fees(self, activity, engines, scheme_at, exemptions):
        """Return a function: the engine.Fee that a month bears, given by its first day.

        Who is exempt of fees by a dated decision bears none (R402: minimum income).
        """

        def fees_of(month):
            if any(exemption.covers(month, "fee") for exemption in exemptions):
                return ()
            last = month + relativedelta(months=1, days=-1)
            scheme = engines[scheme_at(activity, last)]
            return (engine.Fee("", scheme.fee_month), *scheme.fees)

        return fees_of

    def _get_lost(self, activities, date):
        """Return what is lost for good of the activities' invoices, EUR by activity.

        Where the cooperative gives back the contribution on what is lost (R424), that
        leaves the base; a loss settles its invoice, which is else in the base.
        """
        lost = defaultdict(lambda: ZERO)
        if not activities.company_id.filtered("caetic_refund_lost"):
            return lost
        # Same sums, by the same right to read the activity.
        lines_sudo = self.env["account.move.line"].sudo()
        groups = lines_sudo._read_group(
            [
                *self._get_domain(activities, date),
                ("caetic_term", "=", "cost"),
                ("account_id.code", "=like", "654%"),
                ("company_id.caetic_refund_lost", "=", True),
            ],
            ["caetic_activity_id"],
            ["caetic_amount:sum"],
        )
        for activity, amount in groups:
            lost[activity.id] = -engine.to_decimal(amount)
        return lost


def _last_begun(day):
    """Return a function: the kind of the last contract begun by a day, or None."""

    def last_begun(contracts):
        kinds = [kind for start, kind in contracts if start <= day]
        return kinds[-1] if kinds else None

    return last_begun
