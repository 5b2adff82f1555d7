# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models

from .. import engine


class CaeticAvailabilityForecast(models.AbstractModel):
    """What the engine needs to charge the months to come."""

    _inherit = "caetic.availability"

    def _get_forecast_rules(self, activity, today):
        """Return ``(engine.Statement of today, engine.ForecastRules)``."""
        totals = self._get_totals(activity, today)
        year = self._get_years(activity, today, totals)[activity.id]
        statement = self._get_statement(
            activity, today, totals[activity.id], year, settle_floor=False
        )
        company = activity.company_id

        def other_fees(first, last, base, contribution):
            is_open = first <= today
            before = year["last_month"] if is_open else first - timedelta(days=1)
            return self._get_other_fees(last, year, base, contribution, before)

        rules = engine.ForecastRules(
            scheme=year["scheme"],
            months=year["months"],
            charged=year["charged"],
            counted=statement.contribution_due.amount,
            year_start=lambda day: company.compute_fiscalyear_dates(day)["date_from"],
            is_last=lambda day: activity._is_last_month(
                day, company.compute_fiscalyear_dates(day)["date_to"]
            ),
            present=activity._get_months_present,
            fees_of=year["fees_of"],
            first_month=activity._get_first_month(),
            exemptions=year["exemptions"],
            activity_start=activity.date_start,
            activity_end=activity.date_end or None,
            other_fees=other_fees,
            counted_fees=tuple(
                other_fees(
                    today.replace(day=1),
                    today,
                    year["months"][-1].base,
                    statement.contribution_due.amount,
                )
            ),
        )
        return statement, rules
