# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request
from odoo.tools import format_date

from . import wording
from .portal import CaeticPortal


class CaeticPortalForecast(CaeticPortal):
    """The six months to come, each figure with what it comes from."""

    def _render_term(self, activity, term, page):
        if term != "forecast":
            return super()._render_term(activity, term, page)
        months = activity._get_forecast()
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_term",
            "months": [self._prepare_forecast(month) for month in months],
            "start": float(months[0].start),
            "lowest": min(float(month.end) for month in months),
        }
        return request.render("caetic_members.portal_my_activity_forecast_six", values)

    def _prepare_forecast(self, month):
        labels = wording.flow_labels(request.env)
        return {
            "anchor": f"m-{month.month:%Y-%m}",
            "name": format_date(request.env, month.month, date_format="MMMM y"),
            "short": format_date(request.env, month.month, date_format="MMM"),
            "received": float(month.received),
            "spent": float(month.spent),
            "end": float(month.end),
            "flows": [
                {
                    "kind": labels.get(flow.kind, ""),
                    "label": flow.label,
                    "detail": flow.detail,
                    "date": flow.day,
                    "amount": float(flow.amount),
                    "url": flow.url,
                }
                for flow in sorted(month.flows, key=lambda flow: flow.day)
            ],
        }
