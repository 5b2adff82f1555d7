# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from .. import engine

ZERO = Decimal(0)


class CaeticAvailabilityCap(models.AbstractModel):
    """What the cooperative pays before customers do: written, or on invoices (R421)."""

    _inherit = "caetic.availability"

    def _get_advances(self, activities, date):
        """Return how far below zero decisions let accounts go, EUR by id (R423)."""
        found = defaultdict(lambda: ZERO)
        # Who reads the account reads its floor; decisions are read by staff.
        advances_sudo = self.env["caetic.advance"].sudo()
        rows_sudo = advances_sudo.search_fetch(
            [("activity_id", "in", activities.ids), ("state", "=", "granted")],
            ["activity_id", "amount", "date", "date_due"],
        )
        for activity, own_sudo in rows_sudo.grouped("activity_id").items():
            found[activity.id] = engine.advance_ceiling(own_sudo._to_engine(), date)
        return found

    def _get_uncashed(self, activity, totals):
        """Return what is available of the activity and not received yet, EUR."""
        if activity.availability_policy == "cashed":
            return ZERO
        amounts = self._sum_policies(activity, totals)
        return engine.position(*amounts, pending=ZERO, floor=ZERO).uncashed

    def _sum_policies(self, activity, totals):
        """Return ``(available, available if sales wait for payments)``, posted, EUR."""
        return tuple(
            sum(
                (
                    engine.policy_amount(policy, term, totals[term])
                    for term in engine.TERMS
                ),
                ZERO,
            )
            for policy in (activity.availability_policy, "cashed")
        )

    # -- the limit ----------------------------------------------------------------

    def _withhold_sudo(self, activities_sudo, statements, date):
        """Lower what can be paid by what the cooperative does not advance (R421).

        The limit is of today: what was payable on a day that has passed is paid.
        """
        if date < fields.Date.context_today(self):
            return statements
        asked = activities_sudo.filtered(lambda one: statements[one.id].uncashed)
        for company_sudo, members in asked.grouped("company_id").items():
            if not company_sudo.caetic_advance_cap:
                continue
            # It depends on what the other activities await, which is not told.
            reader_sudo = self.sudo()
            ceilings = reader_sudo._get_ceilings(company_sudo, date)
            for activity in members:
                one = statements[activity.id]
                ceiling = ceilings.get(activity.id, one.uncashed)
                held = max(ZERO, one.uncashed - ceiling)
                statements[activity.id] = one.withhold(held)
        return statements

    def _get_ceilings(self, company, date):
        """Return what each activity may have drawn of unpaid invoices, EUR by id."""
        written = self.env["caetic.advance"]._get_total(company, date)
        cap = engine.to_decimal(company.caetic_advance_cap) - written
        return engine.share_cap(cap, self._get_positions(company, date))

    def _get_positions(self, company, date):
        """Return ``{activity_id: engine.Position}`` of those who may draw early.

        A constant number of queries, whatever the number of activities. The fees and
        the contribution of the open month count once they are charged.
        """
        waiting = self._get_waiting(company)
        totals = self._get_totals(waiting, date)
        parts = self._get_fixed_parts(waiting, date)
        advances = self._get_advances(waiting, date)
        positions = {}
        for activity in waiting:
            reserve = engine.reserve(
                engine.to_decimal(activity.reserve_floor),
                activity.reserve_months,
                parts[activity.id],
            )
            positions[activity.id] = engine.position(
                *self._sum_policies(activity, totals[activity.id]),
                pending=activity._get_pending_amount(),
                floor=-advances[activity.id] or reserve,
            )
        return {key: one for key, one in positions.items() if one.uncashed}

    def _get_waiting(self, company):
        """Activities whose sales count when invoiced and wait for a payment."""
        self._flush_items()
        waiting = SQL(
            """
            SELECT caetic_activity_id
              FROM account_move_line
             WHERE caetic_activity_id IS NOT NULL AND parent_state = 'posted'
               AND caetic_term = 'sale' AND caetic_settled != caetic_amount
            """
        )
        activities = self.env["caetic.activity"].with_context(active_test=False)
        return activities.search(
            [
                ("company_id", "=", company.id),
                ("availability_policy", "=", "invoiced"),
                ("id", "in", waiting),
            ],
            order="id",
        )
