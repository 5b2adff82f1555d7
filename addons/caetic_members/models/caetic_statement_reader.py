# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from .. import engine

# Where the balancing figure of the entries of an activity stands.
BANK = "512"
CUSTOMERS = "41"


class CaeticStatementReader(models.AbstractModel):
    """Reader of analytic accounts by general account, for the tables of a statement.

    Classes 6 and 7, and whatever else carries an analytic account, come from the
    analytic items. Of an entry of which only some items do (a bill, a payslip), the
    other ones, debts and taxes, belong to the same owners in proportion, less what was
    settled. Bank is the balancing figure (R120). A constant number of queries whatever
    the number of accounts.
    """

    _name = "caetic.statement.reader"
    _description = "Reader of statements"

    def _get_column(self):
        # The name of a column is no secret; entrepreneurs may not read plans.
        plan_sudo = self.env.ref("caetic_members.analytic_plan_activity").sudo()
        return SQL.identifier(plan_sudo._column_name())

    def _flush(self):
        self.env["account.analytic.line"].flush_model()
        self.env["account.move.line"].flush_model()
        self.env["account.partial.reconcile"].flush_model()
        self.env["account.move"].flush_model(["caetic_term"])

    def _sql_code(self, company):
        """Code of a general account, as the root company writes it."""
        return SQL("account.code_store ->> %s", str(company.root_id.id))

    # -- income and expense -------------------------------------------------------

    def _read_result(self, owners, start, end):
        """Return income and expense by month.

        :param owners: account.analytic.account of one company
        :returns: ``{owner_id: {(first day, account code): EUR}}``, debits positive
        """
        self._flush()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.%(owner)s, DATE_TRUNC('month', item.date)::date, %(code)s,
                       SUM(-line.amount)
                  FROM account_analytic_line line
                  JOIN account_move_line item ON item.id = line.move_line_id
                  JOIN account_account account ON account.id = item.account_id
                 WHERE line.%(owner)s IN %(owners)s AND item.parent_state = 'posted'
                   AND item.date BETWEEN %(start)s AND %(end)s
                   AND LEFT(%(code)s, 1) IN ('6', '7')
              GROUP BY 1, 2, 3
                """,
                owner=self._get_column(),
                owners=tuple(owners.ids) or (0,),
                code=self._sql_code(owners.company_id[:1] or self.env.company),
                start=start,
                end=end,
            )
        )
        sums = defaultdict(dict)
        for owner_id, month, code, amount in rows:
            sums[owner_id][month, code] = engine.to_decimal(amount)
        return sums

    # -- balance sheet ------------------------------------------------------------

    def _read_balances(self, owners, day):
        """Return balances by general account, and what customers owe by due date.

        :returns: ``{owner_id: ({account code: EUR}, [(due date, EUR)])}``, debits
            positive; all the balances of an owner add up to zero
        """
        self._flush()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT owner_id, code,
                       CASE WHEN code LIKE %(customers)s THEN date_maturity END,
                       SUM(amount)
                  FROM (%(items)s) item GROUP BY 1, 2, 3
                """,
                customers=f"{CUSTOMERS}%",
                items=self._sql_balance_items(owners, day),
            )
        )
        found = {owner.id: (defaultdict(Decimal), []) for owner in owners}
        for owner_id, code, due, amount in rows:
            balances, debts = found[owner_id]
            balances[code] += engine.to_decimal(amount)
            balances[BANK] -= engine.to_decimal(amount)
            if code.startswith(CUSTOMERS) and amount:
                debts.append((due, engine.to_decimal(amount)))
        return found

    def _sql_balance_items(self, owners, day):
        """Items of owners and their parts of those that nobody owns, but of banks."""
        return SQL(
            """
            WITH owned AS (%(owned)s), part AS (
                SELECT owner_id, move_id, SUM(amount) AS amount
                  FROM owned GROUP BY owner_id, move_id
            ), whole AS (
                SELECT item.move_id, SUM(-line.amount) AS amount
                  FROM account_analytic_line line
                  JOIN account_move_line item ON item.id = line.move_line_id
                 WHERE item.move_id IN (SELECT move_id FROM part)
                   AND line.%(owner)s IS NOT NULL
              GROUP BY item.move_id
            )
            SELECT item.*, %(code)s AS code
              FROM (SELECT * FROM owned UNION ALL %(debts)s) item
              JOIN account_account account ON account.id = item.account_id
             WHERE LEFT(%(code)s, 1) <> '5'
            """,
            owner=self._get_column(),
            owned=self._sql_owned(owners, day),
            debts=self._sql_debts(day),
            code=self._sql_code(owners.company_id[:1] or self.env.company),
        )

    def _sql_owned(self, owners, day):
        """Parts of owners in each item, less what was settled of it by a day.

        A payment and the debt that it settles both leave the balance: what is left of
        a debt keeps its own due date. Of an opening entry only what names an activity
        counts: what it gives is money.
        """
        return SQL(
            """
            SELECT line.%(owner)s AS owner_id, item.id AS item_id, item.move_id,
                   item.account_id, item.date_maturity,
                   ROUND(-line.amount * (1 - COALESCE(
                       settled.amount / NULLIF(item.balance, 0), 0)), 2) AS amount
              FROM account_analytic_line line
              JOIN account_move_line item ON item.id = line.move_line_id
         LEFT JOIN LATERAL (%(settled)s) settled ON TRUE
             WHERE line.%(owner)s IN %(owners)s AND item.parent_state = 'posted'
               AND item.date <= %(day)s
               AND (item.caetic_term IS DISTINCT FROM 'opening'
                    OR item.caetic_activity_id IS NOT NULL)
            """,
            owner=self._get_column(),
            owners=tuple(owners.ids) or (0,),
            settled=self._sql_settled(day),
            day=day,
        )

    def _sql_settled(self, day):
        """What was settled of ``item`` by a day, signed as its balance."""
        return SQL(
            """
            SELECT SUM(CASE WHEN matched.debit_move_id = item.id
                            THEN matched.amount ELSE -matched.amount END) AS amount
              FROM account_partial_reconcile matched
             WHERE item.id IN (matched.debit_move_id, matched.credit_move_id)
               AND matched.max_date <= %s
            """,
            day,
        )

    def _sql_debts(self, day):
        """What nobody owns of the same entries, less what was settled by a day.

        An opening entry is left alone: what it gives to an activity is money.
        """
        return SQL(
            """
            SELECT part.owner_id, item.id, item.move_id, item.account_id,
                   item.date_maturity,
                   ROUND((item.balance - COALESCE(settled.amount, 0))
                         * part.amount / whole.amount, 2)
              FROM part
              JOIN whole ON whole.move_id = part.move_id AND whole.amount <> 0
              JOIN account_move entry ON entry.id = part.move_id
                   AND entry.caetic_term IS DISTINCT FROM 'opening'
              JOIN account_move_line item ON item.move_id = part.move_id
                   AND item.balance <> 0
         LEFT JOIN LATERAL (%(settled)s) settled ON TRUE
             WHERE NOT EXISTS (
                       SELECT FROM account_analytic_line line
                        WHERE line.move_line_id = item.id
                          AND line.%(owner)s IS NOT NULL)
            """,
            owner=self._get_column(),
            settled=self._sql_settled(day),
        )

    # -- what is behind a figure ---------------------------------------------------

    def _read_result_items(self, owner, start, end):
        """Return ``[(item_id, account code, EUR)]`` of income and expense."""
        self._flush()
        return self.env.execute_query(
            SQL(
                """
                SELECT item.id, %(code)s, -line.amount
                  FROM account_analytic_line line
                  JOIN account_move_line item ON item.id = line.move_line_id
                  JOIN account_account account ON account.id = item.account_id
                 WHERE line.%(owner)s = %(id)s AND item.parent_state = 'posted'
                   AND item.date BETWEEN %(start)s AND %(end)s
                   AND LEFT(%(code)s, 1) IN ('6', '7')
              ORDER BY item.date DESC, item.id DESC
                """,
                owner=self._get_column(),
                id=owner.id,
                code=self._sql_code(owner.company_id),
                start=start,
                end=end,
            )
        )

    def _read_balance_items(self, owner, day):
        """Return ``[(item_id, account code, due date, EUR)]`` of a balance sheet.

        Bank is one row an entry: what the entry, and what was settled of it, moved.
        """
        self._flush()
        query = SQL(
            """
            WITH items AS (%(items)s)
            SELECT found.item_id, code, found.date_maturity, amount
              FROM (
                   SELECT item_id, code, date_maturity, amount
                     FROM items WHERE amount <> 0
                UNION ALL
                   SELECT MIN(item_id), %(bank)s, NULL, -SUM(amount)
                     FROM items GROUP BY move_id HAVING SUM(amount) <> 0
                   ) found
              JOIN account_move_line dated ON dated.id = found.item_id
          ORDER BY dated.date DESC, dated.id DESC
            """,
            items=self._sql_balance_items(owner, day),
            bank=BANK,
        )
        return self.env.execute_query(query)

    def _read_term_items(self, activity, term, start, end):
        """Return ``[(item_id, EUR)]``: what items have moved of a term in some days.

        What payments release counts on their days, and never before the item's own.
        """
        reader = self.env["caetic.availability"]
        reader._flush_items()
        return self.env.execute_query(
            SQL(
                """
                SELECT id, amount
                  FROM (
                       SELECT id, date, %(amount)s AS amount
                         FROM account_move_line
                        WHERE %(items)s AND caetic_term = %(term)s AND date <= %(end)s
                          AND (date >= %(start)s OR caetic_settled_date >= %(start)s)
                       ) moved
                 WHERE amount <> 0 ORDER BY date DESC, id DESC
                """,
                amount=self._sql_moved(activity, term, start, end),
                items=reader._sql_items(activity),
                term=term,
                start=start,
                end=end,
            )
        )

    def _sql_moved(self, activity, term, start, end):
        """What an item moves: posted, or released by payments (R419, R428)."""
        full = SQL("CASE WHEN date >= %s THEN caetic_amount ELSE 0 END", start)
        released = SQL(
            """
            CASE WHEN caetic_settled_date IS NULL
                 THEN CASE WHEN date >= %(start)s THEN caetic_settled ELSE 0 END
                 ELSE (SELECT COALESCE(SUM(value::numeric), 0)
                         FROM JSONB_EACH_TEXT(caetic_releases)
                        WHERE key::date <= %(end)s
                          AND (date >= %(start)s OR key::date >= %(start)s)) END
            """,
            start=start,
            end=end,
        )
        if activity.availability_policy == "cashed":
            return released
        if term == "transfer":
            return SQL(
                "CASE WHEN caetic_amount < 0 THEN %s ELSE %s END", full, released
            )
        return full
