# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .. import engine

ZERO = Decimal(0)
NOTHING = engine.Amounts()
CHARGED = "charged"


class CaeticAvailability(models.AbstractModel):
    """Reader of the ledger for the pure engine of available money.

    Everything is read by grouped queries, a constant number of them whatever the
    number of activities or documents.
    """

    _name = "caetic.availability"
    _description = "Available money of activities"

    def _get_statements(self, activities, date=None, settle_floor=False):
        """Return what each activity can use at a date.

        :param activities: caetic.activity, already checked readable by the caller
        :param date: day of the statement, today by default
        :param settle_floor: last month of the year or exit: charge the complement
            of the yearly minimum (R403)
        :returns: ``{activity_id: engine.Statement}``, amounts in EUR
        """
        # The reader sums journal items that the entrepreneur may not all read.
        activities_sudo = activities.sudo()
        date = date or fields.Date.context_today(self)
        totals = self._get_totals(activities_sudo, date)
        years = self._get_years(activities_sudo, date, totals)
        statements = {
            activity.id: self._get_statement(
                activity, date, totals[activity.id], years[activity.id], settle_floor
            )
            for activity in activities_sudo
        }
        return self._withhold_sudo(activities_sudo, statements, date)

    def _get_statement(self, activity, date, totals, year, settle_floor):
        terms = engine.Terms(
            **{
                term: engine.policy_amount(
                    activity.availability_policy, term, totals[term]
                )
                for term in engine.TERMS
            }
        )
        last = settle_floor or activity._is_last_month(date, year["end"])
        due = engine.contribution_due(
            year["scheme"],
            year["months"],
            charged=year["charged"],
            exemptions=year["exemptions"],
            activity_start=activity.date_start,
            settle_floor=last,
            months_present=activity._get_months_present(date) if last else 12,
            present_under=year["present_under"]() if last else None,
        )
        fees = engine.fees_due(
            year["fees_of"],
            activity._get_first_month(),
            year["last_month"],
            date,
            charged_end=activity.date_end or None,
            year_month=year["start"].month,
        )
        others = self._get_other_fees(
            date, year, year["months"][-1].base, due.amount, year["last_month"]
        )
        return engine.statement(
            terms,
            contribution_due=due,
            fees_due=fees.with_lines(others),
            reserve_floor=year["reserve"],
            pending=activity._get_pending_amount(),
            base=year["months"][-1].base,
            base_carried=year["carried"],
            transfers=totals["transfer"],
            advance=year["advance"],
            uncashed=self._get_uncashed(activity, totals),
        )

    def _get_other_fees(self, date, year, base, contribution, last_month):
        """Return the engine.FeeLine due beside those of schemes; to extend.

        :param date: day of the statement
        :param dict year: of the activity, as of ``_get_years``
        :param base: base of the contribution of the open month, EUR
        :param contribution: due and not posted yet, EUR
        :param last_month: last month that was closed, or None
        """
        return ()

    # -- the ledger ---------------------------------------------------------------

    def _get_totals(self, activities, date):
        """Cumulated amounts per activity and term, as stated up to a date.

        :returns: ``{activity_id: {term: engine.Amounts}}``; under ``CHARGED`` what was
            posted of the fiscal year's contribution
        """
        sums = defaultdict(lambda: [ZERO, ZERO, ZERO, ZERO])
        for activity_id, term, *amounts in self._read_sums(activities, date):
            cell = sums[activity_id, term]
            for place, amount in enumerate(amounts):
                if amount:
                    cell[place] += engine.to_decimal(amount)
        return {
            activity.id: {
                term: engine.Amounts(*sums[activity.id, term])
                if (activity.id, term) in sums
                else NOTHING
                for term in (*engine.TERMS, CHARGED)
            }
            for activity in activities
        }

    def _read_sums(self, activities, date):
        """Yield ``(activity_id, term, full, settled, full_out, settled_out)``.

        One query, of ranges of two indexes: all items; transfers to others among
        them; contributions of the fiscal year; what payments dated after the day have
        released, to be taken back. Several rows may tell of one activity and term.
        """
        year = self.env.company.compute_fiscalyear_dates(date)
        self._flush_items()
        items = self._sql_items(activities)
        parts = (
            self._sql_totals(items, date),
            self._sql_transfers_out(items, date),
            self._sql_charged(items, year["date_from"], date),
            self._sql_later_releases(items, date),
        )
        return self.env.execute_query(SQL(" UNION ALL ").join(parts))

    def _sql_totals(self, items, date):
        return SQL(
            """
            SELECT caetic_activity_id, caetic_term,
                   SUM(caetic_amount), SUM(caetic_settled), NULL, NULL
              FROM account_move_line
             WHERE %s AND date <= %s
          GROUP BY caetic_activity_id, caetic_term
            """,
            items,
            date,
        )

    def _sql_transfers_out(self, items, date):
        return SQL(
            """
            SELECT caetic_activity_id, 'transfer',
                   NULL, NULL, SUM(caetic_amount), SUM(caetic_settled)
              FROM account_move_line
             WHERE %s AND date <= %s AND caetic_term = 'transfer' AND caetic_amount < 0
          GROUP BY caetic_activity_id
            """,
            items,
            date,
        )

    def _sql_charged(self, items, start, date):
        return SQL(
            """
            SELECT caetic_activity_id, %s, SUM(caetic_amount), NULL, NULL, NULL
              FROM account_move_line
             WHERE %s AND date BETWEEN %s AND %s AND caetic_term = 'contribution'
          GROUP BY caetic_activity_id
            """,
            CHARGED,
            items,
            start,
            date,
        )

    def _sql_later_releases(self, items, date):
        return SQL(
            """
            SELECT caetic_activity_id, caetic_term, NULL, -SUM(later.amount), NULL,
                   -SUM(later.amount) FILTER (
                       WHERE caetic_term = 'transfer' AND caetic_amount < 0)
              FROM account_move_line
        CROSS JOIN LATERAL (
                       SELECT SUM(value::numeric) AS amount
                         FROM JSONB_EACH_TEXT(caetic_releases)
                        WHERE key::date > %(date)s) later
             WHERE %(items)s AND date <= %(date)s AND caetic_settled_date > %(date)s
          GROUP BY caetic_activity_id, caetic_term
            """,
            items=items,
            date=date,
        )

    def _sql_items(self, activities):
        """Condition of the items of activities, as their indexes are made.

        Whoever may read an activity reads the sums of its items, not all of them: the
        callers check the activity.
        """
        return SQL(
            "caetic_activity_id IN %s AND parent_state = 'posted' "
            "AND caetic_term != 'none'",
            tuple(activities.ids) or (0,),
        )

    def _get_domain(self, activities, date):
        return [
            ("caetic_activity_id", "in", activities.ids),
            ("parent_state", "=", "posted"),
            ("date", "<=", date),
        ]

    def _flush_items(self):
        self.env["account.move.line"].flush_model(
            [
                "caetic_activity_id",
                "caetic_amount",
                "caetic_releases",
                "caetic_settled",
                "caetic_settled_date",
                "caetic_settled_month",
                "caetic_term",
                "date",
                "move_id",
                "parent_state",
            ]
        )

    def _read_month(self, activity, start, end, known):
        """Return what the days of a month have moved, posted amounts by term.

        :param known: last day of the payments to count
        :returns: ``{term: (full, settled)}``; settled counts only what waited for no
            payment, and under ``released`` what payments have released of sales;
            ``transfer_in`` and ``transfer_out`` tell what was released of shares
        """
        self._flush_items()
        items = self._sql_items(activity)
        parts = (
            self._sql_month_items(items, start, end, known),
            self._sql_month_releases(items, start, known),
        )
        sums = defaultdict(lambda: [0.0, 0.0])
        rows = self.env.execute_query(SQL(" UNION ALL ").join(parts))
        for term, full, settled in rows:
            sums[term][0] += full or 0.0
            sums[term][1] += settled or 0.0
        return sums

    def _sql_month_items(self, items, start, end, known):
        return SQL(
            """
            SELECT CASE WHEN caetic_term != 'transfer' THEN caetic_term
                        WHEN caetic_amount > 0 THEN 'transfer_in'
                        ELSE 'transfer_out' END,
                   SUM(caetic_amount),
                   SUM(caetic_settled) FILTER (
                       WHERE caetic_settled_date IS NULL AND date <= %s)
              FROM account_move_line
             WHERE %s AND date BETWEEN %s AND %s AND caetic_term IN %s
          GROUP BY 1
            """,
            known,
            items,
            start,
            end,
            engine.TERMS,
        )

    def _sql_month_releases(self, items, start, known):
        """What the month released: its last releases, and earlier ones of others."""
        return SQL(
            """
            SELECT CASE WHEN caetic_term = 'sale' THEN 'released'
                        WHEN amount > 0 THEN 'transfer_in'
                        ELSE 'transfer_out' END,
                   NULL, SUM(amount)
              FROM (
                       SELECT caetic_term, caetic_settled_month AS amount
                         FROM account_move_line
                        WHERE %(items)s AND caetic_term IN ('sale', 'transfer')
                          AND caetic_settled_date BETWEEN %(start)s AND %(known)s
                    UNION ALL
                       SELECT caetic_term, value::numeric
                         FROM account_move_line
                   CROSS JOIN JSONB_EACH_TEXT(caetic_releases)
                        WHERE %(items)s AND caetic_term IN ('sale', 'transfer')
                          AND caetic_settled_date > %(known)s
                          AND key::date BETWEEN %(start)s AND %(known)s) released
          GROUP BY 1
            """,
            items=items,
            start=start,
            known=known,
        )

    # -- what customers owe -------------------------------------------------------

    def _read_pending(self, activities, today):
        """Unpaid sales: ``{activity_id: (number, amount VAT included, late ones)}``.

        The condition is the ones of two indexes, merged without a look at the rows.
        """
        self._flush_items()
        self.env["account.move"].flush_model(
            ["amount_residual", "invoice_date_due", "payment_state", "state"]
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT item.caetic_activity_id, COUNT(*), SUM(move.amount_residual),
                       COUNT(*) FILTER (WHERE move.invoice_date_due < %(today)s)
                  FROM (%(items)s) item
                  JOIN account_move move ON move.id = item.move_id
                 WHERE move.state = 'posted' AND move.amount_residual > 0
                   AND move.payment_state NOT IN ('paid', 'reversed')
              GROUP BY item.caetic_activity_id
                """,
                items=self._sql_pending(activities),
                today=today,
            )
        )
        return {activity_id: tuple(sums) for activity_id, *sums in rows}

    def _sql_pending(self, activities):
        """Documents with sales of activities that wait for a payment."""
        return SQL(
            """
            SELECT DISTINCT caetic_activity_id, move_id
              FROM account_move_line
             WHERE %s AND caetic_term = 'sale' AND caetic_settled != caetic_amount
            """,
            self._sql_items(activities),
        )

    def _get_pending_moves_sudo(self, activity, limit=None, names=()):
        """Unpaid sales of an activity, oldest due first, in superuser mode.

        :param names: fields that the caller reads, where it reads few
        """
        self._flush_items()
        # The entrepreneur reads the debt, not the customer's record.
        moves_sudo = self.env["account.move"].sudo()
        pending = SQL("SELECT move_id FROM (%s) item", self._sql_pending(activity))
        domain = [
            ("id", "in", pending),
            ("state", "=", "posted"),
            ("amount_residual", ">", 0),
            ("payment_state", "not in", ("paid", "reversed")),
        ]
        options = {"order": "invoice_date_due, name, id", "limit": limit}
        if names:
            return moves_sudo.search_fetch(domain, names, **options)
        return moves_sudo.search(domain, **options)

    def _get_awaited_items_sudo(self, activity, limit=None, owed=False):
        """Items of shares that wait for a customer of somebody else, in superuser mode.

        Those of the invoices due first come first.

        :param owed: those that the activity owes to others, in place of the awaited
        """
        self._flush_items()
        # The entrepreneur reads what comes to them, not the invoice.
        items_sudo = self.env["account.move.line"].sudo()
        awaited = SQL(
            """
            SELECT item.id
              FROM (SELECT id, move_id
                      FROM account_move_line
                     WHERE %s AND caetic_term = 'transfer' AND %s
                       AND caetic_settled != caetic_amount) item
              JOIN account_move entry ON entry.id = item.move_id
         LEFT JOIN account_move invoice ON invoice.id = entry.caetic_source_move_id
          ORDER BY invoice.invoice_date_due NULLS FIRST, item.id
             LIMIT %s
            """,
            self._sql_items(activity),
            SQL("caetic_amount < 0") if owed else SQL("caetic_amount > 0"),
            limit,
        )
        return items_sudo.browse([key for (key,) in self.env.execute_query(awaited)])

    # -- the fiscal year ----------------------------------------------------------

    def _get_years(self, activities, date, totals):
        """Bases of the fiscal year by month, and what was charged already.

        :returns: ``{activity_id: {"months": tuple of engine.MonthBase, "charged":
            Decimal, "carried": Decimal, "last_month": date or None, "start", "end":
            first and last day of the fiscal year, "scheme": engine.Scheme,
            "exemptions": tuple of engine.Exemption, "reserve": Decimal, "fees_of" and
            "present_under": functions for the engine}}``
        """
        year = self.env.company.compute_fiscalyear_dates(date)
        closed = self._get_closed(activities, date)
        costs = (
            self._get_margin_costs(activities, date),
            self._get_lost(activities, date),
        )
        before = self._get_base_before(activities, year["date_from"], closed)
        scheme_at = self._get_scheme_reader(activities)
        schemes = activities.scheme_id.browse(
            {key for rows in closed.values() for *_month, key in rows if key}
        )
        reading = {
            "date": date,
            "start": year["date_from"],
            "end": year["date_to"],
            "scheme_at": scheme_at,
            "fixed_parts": self._get_fixed_parts(activities, date),
            "advances": self._get_advances(activities, date),
            "engines": (activities.scheme_id | schemes)._to_engines(),
        }
        years = {}
        for activity in activities:
            own = (one[activity.id] for one in costs)
            base = activity._get_base(totals[activity.id], *own)
            years[activity.id] = {
                **self._prepare_year(
                    activity, base, before[activity.id], closed[activity.id], reading
                ),
                "charged": -totals[activity.id][CHARGED].full,
            }
        return years

    def _prepare_year(self, activity, base, before, closed, reading):
        date, start, engines = reading["date"], reading["start"], reading["engines"]
        rest = base - before
        rest -= sum((own + carried for _month, own, carried, _key in closed), ZERO)
        stated = [(month, own, key) for month, own, _c, key in closed if month >= start]
        scheme = reading["scheme_at"](activity, date)
        last = (date.replace(day=1), rest)
        exemptions = activity.exemption_ids._to_engine()
        return {
            "months": self._get_year_months(stated, last, scheme, engines),
            "carried": before,
            "last_month": closed[-1][0] if closed else None,
            "start": start,
            "end": reading["end"],
            "scheme": engines[scheme],
            "exemptions": exemptions,
            "advance": reading["advances"][activity.id],
            "reserve": engine.reserve(
                engine.to_decimal(activity.reserve_floor),
                activity.reserve_months,
                reading["fixed_parts"][activity.id],
            ),
            "fees_of": self._get_fees(
                activity, engines, reading["scheme_at"], exemptions
            ),
            "present_under": lambda: self._get_present_under(
                activity, scheme, stated, reading
            ),
        }

    def _get_closed(self, activities, date):
        """Months stated by the closings that stand, in order.

        :returns: ``{activity_id: [(first day, base, base carried, scheme_id)]}``
        """
        self.env["caetic.closing.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT activity_id, DATE_TRUNC('month', date)::date, base, base_carried,
                       scheme_id
                  FROM caetic_closing_line
                 WHERE activity_id IN %s AND state = 'posted' AND date <= %s
              ORDER BY date
                """,
                tuple(activities.ids) or (0,),
                date,
            )
        )
        closed = defaultdict(list)
        for activity_id, month, base, carried, scheme_id in rows:
            closed[activity_id].append(
                (month, engine.to_decimal(base), engine.to_decimal(carried), scheme_id)
            )
        return closed

    def _get_margin_costs(self, activities, date):
        """Costs that lower a base of gross margin (R402), positive amounts."""
        margins = defaultdict(lambda: ZERO)
        schemes = activities.filtered(lambda a: a.scheme_id.base == "margin").grouped(
            "scheme_id"
        )
        if not schemes:
            return margins
        # Same sums, by the same right to read the activity.
        lines_sudo = self.env["account.move.line"].sudo()
        groups = lines_sudo._read_group(
            Domain(self._get_domain(activities, date))
            & Domain.OR(
                Domain("caetic_activity_id", "in", members.ids)
                & Domain(scheme._get_margin_domain())
                for scheme, members in schemes.items()
            ),
            ["caetic_activity_id"],
            ["caetic_amount:sum"],
        )
        for activity, amount in groups:
            margins[activity.id] = -engine.to_decimal(amount)
        return margins

    def _get_base_before(self, activities, start, closed):
        """Bases of earlier years that no closing has stated."""
        before = defaultdict(lambda: ZERO)
        eve = start - relativedelta(days=1)
        unstated = activities.filtered(
            lambda a: not closed[a.id] and a._get_first_month() < start
        )
        if unstated:
            totals = self._get_totals(unstated, eve)
            margins = self._get_margin_costs(unstated, eve)
            lost = self._get_lost(unstated, eve)
            for activity in unstated:
                before[activity.id] = activity._get_base(
                    totals[activity.id], margins[activity.id], lost[activity.id]
                )
        return before
