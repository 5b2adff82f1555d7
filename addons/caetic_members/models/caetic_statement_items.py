# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import fields, models

from .. import engine


class CaeticStatement(models.Model):
    """What is behind a figure of a statement: the items of the ledger."""

    _inherit = "caetic.statement"

    def _get_term_rows(self, term, offset=0, limit=50):
        """Return the items that moved a term.

        :returns: ``{"rows": [(journal item in superuser mode, EUR)], "count",
            "amount": what the statement says, "late": EUR of what is not dated in the
            period, because it was known after the close of its month}``
        """
        self.ensure_one()
        self.check_access("read")
        reader = self.env["caetic.statement.reader"]
        found = reader._read_term_items(
            self.activity_id, term, self.date_start, self.date_end
        )
        amount = engine.to_decimal(self[term])
        dated = sum(engine.to_decimal(part) for _item, part in found)
        return {
            **self._page_sudo(found, offset, limit),
            "amount": amount,
            "late": engine.late_part(amount, engine.to_decimal(dated)),
        }

    def _get_table_rows(self, table, code, month=None, age="", offset=0, limit=50):
        """Return the items behind a row of a table, as ``_get_term_rows`` does.

        :param table: ``income`` or ``treasury``
        :param code: of a row of accounts
        :param month: first day of the month of an income statement, else its total
        :param age: class of unpaid invoices, only those
        :returns: the same dictionary, or None where there is no such row
        """
        self.ensure_one()
        self.check_access("read")
        row = self._get_table_row(table, code)
        if not row or row["kind"] != "accounts":
            return None
        prefixes = engine.parse_prefixes(row["accounts"])
        sign = -1 if row["sign"] == "credit" else 1
        items = self._read_table_items(table, month, age)
        found = [
            (item_id, sign * engine.to_decimal(amount))
            for item_id, account, amount in items
            if prefixes.match(account)
        ]
        amount = self._get_row_amount(row, table, month, age)
        dated = sum((part for _item, part in found), engine.to_decimal(0))
        return {
            **self._page_sudo(found, offset, limit),
            "name": row["name"],
            "amount": amount,
            "late": engine.late_part(amount, dated),
        }

    def _get_table_row(self, table, code):
        rows = (self.figures or {}).get(table, {}).get("rows", [])
        return next((row for row in rows if row["code"] == code), None)

    def _get_row_amount(self, row, table, month, age):
        """What the statement says of a row, of one of its months, or of an age."""
        if age:
            return dict(self._get_ages()).get(age, engine.to_decimal(0))
        if table == "treasury":
            return engine.to_decimal(row["amount"])
        if not month:
            return engine.to_decimal(row["total"])
        months = self.figures["income"]["months"]
        return engine.to_decimal(row["months"][months.index(month.isoformat())])

    def _read_table_items(self, table, month, age):
        """Return ``[(item_id, account code, EUR)]`` of a table, debits positive."""
        # Whoever may read a statement may see what it is made of.
        owner_sudo = self.activity_id.sudo().analytic_account_id
        reader = self.env["caetic.statement.reader"]
        if table == "income":
            end = self.date_end
            start = month or fields.Date.to_date(self.figures["income"]["months"][0])
            last = month + relativedelta(months=1, days=-1) if month else end
            return reader._read_result_items(owner_sudo, start, last)
        return [
            (item_id, account, amount)
            for item_id, account, due, amount in reader._read_balance_items(
                owner_sudo, self.date_end
            )
            if not age or engine.age_class(due, self.date_end) == age
        ]

    def _page_sudo(self, found, offset, limit):
        """Return some of the items, in superuser mode, and how many there are."""
        # Whoever may read the account of an activity may read its items.
        items_sudo = self.env["account.move.line"].sudo()
        return {
            "rows": [
                (items_sudo.browse(item_id), engine.to_decimal(amount))
                for item_id, amount in found[offset : offset + limit]
            ],
            "count": len(found),
        }
