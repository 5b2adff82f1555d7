# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields
from odoo.http import request, route
from odoo.tools import format_date

from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..engine import AGES, TERMS
from .portal import MAX_ID, CaeticPortal, path_id

TABLES = ("income", "treasury")


def _plain(value):
    """Odoo's templates write no Decimal."""
    return float(value) if isinstance(value, Decimal) else value


class CaeticStatementPortal(CaeticPortal):
    """Statements of account of an activity: months and years, and what they hold."""

    def _get_statement(self, activity, statement_id):
        """Return a published statement of an activity, read as the user, or none."""
        statements = request.env["caetic.statement"]
        if not activity or not 0 < statement_id <= MAX_ID:
            return statements
        return statements.search(
            [
                ("id", "=", statement_id),
                ("activity_id", "=", activity.id),
                ("state", "=", "published"),
            ]
        )

    def _prepare_money_values(self, activity, limit):
        values = super()._prepare_money_values(activity, limit)
        last = request.env["caetic.statement"].search(
            [("activity_id", "=", activity.id), ("state", "=", "published")], limit=1
        )
        return {**values, "last_statement": last}

    @route(
        "/my/activities/<int:activity_id>/statements",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_statements(self, activity_id, **kw):
        activity = self._get_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        values = self._prepare_statements_values(activity)
        return request.render("caetic_members.portal_my_statements", values)

    def _prepare_statements_values(self, activity):
        """Values of the list of statements; to extend."""
        statements = request.env["caetic.statement"].search_fetch(
            [("activity_id", "=", activity.id), ("state", "=", "published")],
            ["kind", "date_start", "date_end", "balance_end", "published_on"],
        )
        return {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_statements",
            "years": statements.filtered(lambda one: one.kind == "year"),
            "months": statements.filtered(lambda one: one.kind == "month"),
        }

    @route(
        "/my/activities/<int:activity_id>/statements/<int:statement_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_statement(self, activity_id, statement_id, **kw):
        activity = self._get_activity(activity_id)
        statement = self._get_statement(activity, statement_id)
        if not statement:
            return request.redirect("/my")
        values = self._prepare_statement_values(activity, statement)
        return request.render("caetic_members.portal_my_statement", values)

    def _prepare_statement_values(self, activity, statement):
        labels = statement._get_term_labels()
        age_labels = statement._get_age_labels()
        return {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_statement",
            "statement": statement,
            "url": f"/my/activities/{activity.id}/statements/{statement.id}",
            "lines": [
                (code, labels[code], amount, before)
                for code, amount, before in statement._get_lines()
            ],
            "steps": [
                {name: _plain(value) for name, value in step.items()}
                for step in statement._get_steps()
            ],
            "ages": [
                (code, age_labels[code], amount)
                for code, amount in statement._get_ages()
            ],
            "months": self._prepare_statement_months(activity, statement),
            "income": statement._get_income_rows(),
            "treasury": statement._get_treasury_rows(),
            "forecast": statement._get_forecast(),
            "previous": statement._get_previous(),
        }

    def _prepare_statement_months(self, activity, statement):
        """The months of the fiscal year, each with the address of its statement."""
        months = statement._get_year_months()
        if len(months) < 2:
            return []
        published = request.env["caetic.statement"].search_fetch(
            [
                ("activity_id", "=", activity.id),
                ("kind", "=", "month"),
                ("state", "=", "published"),
                ("date_start", "in", [one["month"] for one in months]),
            ],
            ["date_start"],
        )
        base = f"/my/activities/{activity.id}/statements"
        urls = {one.date_start: f"{base}/{one.id}" for one in published}
        return [
            {
                **one,
                "name": self._get_statement_month(one["month"]),
                "url": urls.get(one["month"]),
            }
            for one in months
        ]

    @route(
        "/my/activities/<int:activity_id>/statements/<int:statement_id>/pdf",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_statement_pdf(self, activity_id, statement_id, **kw):
        activity = self._get_activity(activity_id)
        statement = self._get_statement(activity, statement_id)
        if not statement:
            return request.redirect("/my")
        name = f"{statement._get_document_title()}.pdf"
        return self._send_paper(statement._get_pdf(), name)

    @route(
        [
            "/my/activities/<int:activity_id>/statements/<int:statement_id>"
            "/terms/<string:term>",
            "/my/activities/<int:activity_id>/statements/<int:statement_id>"
            "/terms/<string:term>/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_statement_term(self, activity_id, statement_id, term, page=1, **kw):
        activity = self._get_activity(activity_id)
        statement = self._get_statement(activity, statement_id)
        if not statement or term not in TERMS:
            return request.redirect("/my")
        found = statement._get_term_rows(term, *self._get_statement_slice(page))
        label = statement._get_term_labels()[term]
        url = f"/my/activities/{activity.id}/statements/{statement.id}/terms/{term}"
        place = {"url": url, "page": page}
        return self._render_statement_rows(activity, statement, label, found, place)

    @route(
        [
            "/my/activities/<int:activity_id>/statements/<int:statement_id>"
            "/<string:table>/<string:code>",
            "/my/activities/<int:activity_id>/statements/<int:statement_id>"
            "/<string:table>/<string:code>/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_statement_row(
        self, activity_id, statement_id, table, code, page=1, month="", age="", **kw
    ):
        activity = self._get_activity(activity_id)
        statement = self._get_statement(activity, statement_id)
        if not statement or table not in TABLES:
            return request.redirect("/my")
        day = self._read_statement_month(statement, table, str(month))
        chosen = str(age) if table == "treasury" and str(age) in dict(AGES) else ""
        found = statement._get_table_rows(
            table, code, day, chosen, *self._get_statement_slice(page)
        )
        if found is None:
            return request.redirect("/my")
        label = found["name"]
        if chosen:
            label = f"{label} ({statement._get_age_labels()[chosen]})"
        elif day:
            label = f"{label} ({self._get_statement_month(day, 'MMMM y')})"
        url = f"/my/activities/{activity.id}/statements/{statement.id}/{table}/{code}"
        asked = {"month": day.isoformat()} if day else {}
        asked |= {"age": chosen} if chosen else {}
        place = {"url": url, "page": page, "url_args": asked}
        return self._render_statement_rows(activity, statement, label, found, place)

    def _get_statement_month(self, day, pattern="MMM"):
        return format_date(request.env, day, date_format=pattern)

    def _read_statement_month(self, statement, table, text):
        """Return the first day of a month of the statement, where one is asked for."""
        months = statement.figures["income"]["months"]
        known = table == "income" and text in months
        return fields.Date.to_date(text) if known else None

    def _get_statement_slice(self, page):
        size = self._term_page_size
        return (min(max(path_id(page), 1), MAX_ID) - 1) * size, size

    def _render_statement_rows(self, activity, statement, label, found, place):
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_statement_items",
            "statement": statement,
            "label": label,
            "found": found,
            "pager": portal_pager(
                total=found["count"], step=self._term_page_size, **place
            ),
        }
        return request.render("caetic_members.portal_my_statement_items", values)
