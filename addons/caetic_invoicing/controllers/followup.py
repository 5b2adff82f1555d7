# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import fields
from odoo.exceptions import AccessError
from odoo.http import request, route
from odoo.tools import format_date

from .. import engine
from . import wording
from .reminders import RemindersPortal

FORECAST_FIELDS = tuple(f"month-{month}" for month in range(1, 13))
YEARS = range(2000, 2100)


class FollowupPortal(RemindersPortal):
    """My turnover, my forecast, my best customers."""

    def _read_year(self, text):
        """The year that is asked for, the current one when it is odd."""
        chosen = str(text)
        if chosen.isascii() and chosen.isdigit() and len(chosen) == 4:
            year = int(chosen)
            if year in YEARS:
                return year
        return fields.Date.context_today(request.env.user).year

    @route(
        "/my/activities/<int:activity_id>/followup",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_followup(
        self, activity_id, year="", month="", customer="", **kw
    ):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        year = self._read_year(year)
        values = self._prepare_followup_values(activity, year)
        chosen = self._choose_period(activity, year, str(month), str(customer))
        return request.render(
            "caetic_invoicing.portal_my_activity_followup", {**values, **chosen}
        )

    def _prepare_followup_values(self, activity, year):
        months, whole = activity._portal_get_followup(year)
        return {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_followup",
            "year": year,
            "months": [self._prepare_month(year, one) for one in months],
            "whole": self._prepare_month(year, whole),
            "parts": activity._get_followup_parts(year),
            "saved": False,
        }

    def _prepare_month(self, year, figures):
        month = figures.month
        return {
            "month": month,
            "name": self._get_month_name(year, month) if month else "",
            "short": self._get_month_name(year, month, "MMM") if month else "",
            "turnover": float(figures.turnover),
            "forecast": float(figures.forecast),
            "before": float(figures.before),
        }

    def _get_month_name(self, year, month, pattern="MMMM"):
        return format_date(request.env, date(year, month, 1), date_format=pattern)

    def _choose_period(self, activity, year, month, customer):
        """The documents behind a figure that was opened, none before."""
        month = int(month) if month.isascii() and month.isdigit() else 0
        month = month if 1 <= month <= 12 else 0
        known = customer.isascii() and customer.isdigit() and len(customer) < 10
        customer_id = int(customer) if known else 0
        if not (month or customer_id):
            return {"rows": None, "period": ""}
        rows = activity._portal_get_period(year, month, customer_id)
        return {
            "rows": list(map(wording.row_writer(request.env), rows)),
            "period": self._get_month_name(year, month) if month else "",
        }

    @route(
        "/my/activities/<int:activity_id>/forecast",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_forecast(self, activity_id, year="", **post):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        year = self._read_year(year)
        if request.httprequest.method == "GET":
            known = activity._get_forecasts(year)
            form = {
                f"month-{month}": activity._format_number(amount)
                for month, amount in known.items()
            }
            return self._render_forecast(activity, year, form)
        form = self._read_form(post, FORECAST_FIELDS)
        amounts, issues = engine.parse_forecast(form)
        if issues:
            return self._render_forecast(activity, year, form, issues, 422)
        try:
            activity._portal_save_forecast(year, amounts)
        except AccessError:
            return request.redirect("/my")
        return request.redirect(f"/my/activities/{activity.id}/followup?year={year}")

    def _render_forecast(self, activity, year, form, issues=(), status=200):
        names = [self._get_month_name(year, month) for month in range(1, 13)]
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_forecast",
            "year": year,
            "months": list(zip(FORECAST_FIELDS, names, strict=True)),
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
        }
        return request.render(
            "caetic_invoicing.portal_my_activity_forecast", values, status=status
        )
