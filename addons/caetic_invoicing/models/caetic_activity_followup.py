# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

BEST_SIZE = 5
DOCUMENTS_SIZE = 200


class CaeticActivity(models.Model):
    """Turnover against the own forecast and last year, for the members."""

    _inherit = "caetic.activity"

    def _portal_get_followup(self, year):
        """Return the figures of a year.

        The number of queries does not depend on the number of documents.

        :param int year: calendar year
        :returns: ``(list of engine.MonthFigures, their sum)``
        """
        self._portal_check()
        turnover = self._get_turnover(year - 1, year)
        return engine.year_figures(
            turnover[year], self._get_forecasts(year), turnover[year - 1]
        )

    def _get_sale_domain(self, start, end):
        return [
            ("caetic_activity_id", "=", self.id),
            ("parent_state", "=", "posted"),
            ("caetic_term", "=", "sale"),
            ("date", ">=", start),
            ("date", "<=", end),
        ]

    def _get_turnover(self, first, last):
        """Return ``{year: {month: Decimal}}`` of years, both included."""
        # Whoever may read the activity reads the sums of its sales.
        lines_sudo = self.env["account.move.line"].sudo()
        groups = lines_sudo._read_group(
            self._get_sale_domain(date(first, 1, 1), date(last, 12, 31)),
            ["date:month"],
            ["caetic_amount:sum"],
        )
        turnover = {year: {} for year in range(first, last + 1)}
        for month, amount in groups:
            turnover[month.year][month.month] = to_decimal(amount)
        return turnover

    def _get_forecasts(self, year):
        """Return ``{month: Decimal}`` of a year."""
        forecasts = self.env["caetic.sales.forecast"].search(
            [
                ("activity_id", "=", self.id),
                ("month", ">=", date(year, 1, 1)),
                ("month", "<=", date(year, 12, 31)),
            ]
        )
        return {one.month.month: to_decimal(one.amount) for one in forecasts}

    def _get_sales_forecasts(self, start, end):
        groups = self.env["caetic.sales.forecast"]._read_group(
            [
                ("activity_id", "in", self.ids),
                ("month", ">=", start),
                ("month", "<=", end),
            ],
            ["activity_id"],
            ["amount:sum"],
        )
        own = {activity.id: to_decimal(amount) for activity, amount in groups}
        return {**super()._get_sales_forecasts(start, end), **own}

    def _portal_save_forecast(self, year, amounts):
        """Replace the forecast of a year.

        :param dict amounts: ``{month: Decimal}`` as the engine read them
        :raises AccessError: for others than the members
        """
        self._portal_check()
        self._portal_check_present()
        # Portal users write nothing by themselves: these typed amounts only.
        forecasts_sudo = self.env["caetic.sales.forecast"].sudo()
        known = forecasts_sudo.search(
            [
                ("activity_id", "=", self.id),
                ("month", ">=", date(year, 1, 1)),
                ("month", "<=", date(year, 12, 31)),
            ]
        )
        known.unlink()
        forecasts_sudo.create(
            [
                {
                    "activity_id": self.id,
                    "month": date(year, month, 1),
                    "amount": float(amount),
                }
                for month, amount in amounts.items()
            ]
        )

    # -- what is below the months ------------------------------------------------------

    def _get_followup_parts(self, year):
        """Return the lists below the months; to extend by other addons.

        :param int year: calendar year
        :returns: list of dicts: code, title, note, and rows, dicts of label, detail,
            amount (number, or None) and url
        """
        self._portal_check()
        return [self._get_best_customers(year)]

    def _get_best_customers(self, year):
        # Whoever may read the activity reads the sums of its sales.
        lines_sudo = self.env["account.move.line"].sudo()
        groups = lines_sudo._read_group(
            self._get_sale_domain(date(year, 1, 1), date(year, 12, 31)),
            ["partner_id"],
            ["caetic_amount:sum"],
            order="caetic_amount:sum desc, partner_id",
            limit=BEST_SIZE,
        )
        base = f"/my/activities/{self.id}/followup?year={year}"
        return {
            "code": "customers",
            "title": self.env._("Best customers"),
            "note": self.env._("Invoiced this year, without VAT"),
            "rows": [
                {
                    "label": partner.name or "",
                    "detail": "",
                    "amount": amount,
                    "url": f"{base}&customer={partner.id}#caetic_documents",
                }
                for partner, amount in groups
                if amount > 0
            ],
        }

    def _portal_get_period(self, year, month=0, customer_id=0):
        """Return the rows of the documents behind a figure, newest first.

        :param int month: 1 to 12, 0 for the whole year
        :param int customer_id: customer, 0 for all of them
        """
        self._portal_check()
        start = date(year, month or 1, 1)
        end = date(year, 12, 31)
        if month and month < 12:
            end = date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
        domain = [
            *self._get_document_domain(),
            ("state", "=", "posted"),
            ("date", ">=", start),
            ("date", "<=", end),
        ]
        if customer_id:
            domain.append(("commercial_partner_id", "=", customer_id))
        moves_sudo = self._get_documents_sudo().search(
            domain, order="date desc, id desc", limit=DOCUMENTS_SIZE
        )
        states = moves_sudo._portal_get_states()
        return [self._prepare_row(move, states[move.id]) for move in moves_sudo]
