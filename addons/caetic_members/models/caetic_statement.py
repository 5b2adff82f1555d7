# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from babel.dates import format_date as babel_date

from odoo import api, fields, models

from .. import engine
from ..controllers.wording import term_labels
from .caetic_archive_mixin import FRENCH


class CaeticStatement(models.Model):
    """Statement of the account of an activity, as it was published (R111, R120).

    A month, or a fiscal year: what the account held, what moved by kind, what it holds;
    beside them the income statement, the treasury table and what customers owe. The
    figures are those of the closed months and never change: a month that is reopened
    leaves its statement superseded, and is published again.
    """

    _name = "caetic.statement"
    _description = "Statement of account"
    _inherit = ["caetic.archive.mixin"]
    _order = "date_end desc, kind desc, id desc"

    name = fields.Char(compute="_compute_name")
    activity_id = fields.Many2one(
        "caetic.activity",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        [("month", "Month"), ("year", "Fiscal year")], required=True, readonly=True
    )
    date_start = fields.Date(string="First day", required=True, readonly=True)
    date_end = fields.Date(string="Last day", required=True, readonly=True, index=True)
    closing_id = fields.Many2one(
        "caetic.closing",
        string="Month close",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    state = fields.Selection(
        [("published", "Published"), ("superseded", "Superseded")],
        default="published",
        required=True,
        readonly=True,
    )
    published_on = fields.Datetime(
        default=fields.Datetime.now, required=True, readonly=True
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    balance_start = fields.Monetary(string="Opening balance", readonly=True)
    opening = fields.Monetary(string="Opening entry", readonly=True)
    sale = fields.Monetary(string="Sales", readonly=True)
    cost = fields.Monetary(string="Costs", readonly=True)
    transfer = fields.Monetary(string="Transfers", readonly=True)
    contribution = fields.Monetary(readonly=True)
    fee = fields.Monetary(string="Fees", readonly=True)
    pay = fields.Monetary(readonly=True)
    provision = fields.Monetary(string="Provisions", readonly=True)
    balance_end = fields.Monetary(string="Closing balance", readonly=True)
    figures = fields.Json(
        readonly=True, help="The tables and explanations, as they were published."
    )

    _published_uniq = models.UniqueIndex(
        "(activity_id, kind, date_end) WHERE state = 'published'",
        "This statement is published already.",
    )

    @api.depends("kind", "date_start", "date_end")
    @api.depends_context("lang")
    def _compute_name(self):
        for statement in self:
            statement.name = statement._get_period_name(self.env.lang or "en_US")

    def _get_period_name(self, lang):
        """Return the month or the year in words."""
        self.ensure_one()
        start, end = self.date_start, self.date_end
        if not end:
            return ""
        if self.kind == "month":
            return babel_date(end, "LLLL y", locale=lang)
        return engine.year_name(start, end)

    def _get_lines(self):
        """Return ``[(term, EUR, EUR of the year before or None)]`` of what moved."""
        self.ensure_one()
        before = (self.figures or {}).get("before")
        return [
            (
                term,
                engine.to_decimal(self[term]),
                engine.to_decimal(before[term]) if before else None,
            )
            for term in engine.TERMS
            if self[term] or (before and engine.to_decimal(before[term]))
        ]

    def _get_term_labels(self):
        """Words of the terms, under the policy of the day of publication."""
        self.ensure_one()
        return term_labels(self.env, (self.figures or {}).get("policy", "cashed"))

    def _get_steps(self):
        """Return the explained steps of the contribution and of the fees, in words."""
        self.ensure_one()
        scheme = self.env["caetic.contribution.scheme"]
        steps = (self.figures or {}).get("steps", [])
        return [
            {
                "label": scheme._get_step_label(step["code"], step.get("detail", "")),
                "base": engine.to_decimal(step.get("base", 0)),
                "rate": engine.to_decimal(step.get("rate", 0), engine.RATE),
                "amount": engine.to_decimal(step["amount"]),
            }
            for step in steps
        ]

    def _get_ages(self):
        """Return ``[(code, EUR)]``: what customers owe by age, VAT included (R424)."""
        self.ensure_one()
        ages = (self.figures or {}).get("ages", {})
        return [
            (code, engine.to_decimal(ages.get(code, 0))) for code, _most in engine.AGES
        ]

    def _get_income_rows(self):
        """Return the rows of the income statement that hold something (R431).

        :returns: dicts with code, name, kind, ``month`` (the last one), ``months``,
            ``total``, ``before``: EUR; ``percent`` of the turnover or None
        """
        self.ensure_one()
        income = (self.figures or {}).get("income", {"rows": []})
        rows = []
        for row in income["rows"]:
            months = [engine.to_decimal(amount) for amount in row["months"]]
            rows.append(
                {
                    **row,
                    "months": months,
                    "month": months[-1],
                    "total": engine.to_decimal(row["total"]),
                    "before": engine.to_decimal(row["before"]),
                }
            )
        return engine.drop_empty(
            rows, lambda row: any(row["months"]) or row["total"] or row["before"]
        )

    def _get_treasury_rows(self):
        """Return the rows of the treasury table (R430): code, name, kind, amount."""
        self.ensure_one()
        treasury = (self.figures or {}).get("treasury", {"rows": []})
        rows = [
            {**row, "amount": engine.to_decimal(row["amount"])}
            for row in treasury["rows"]
        ]
        rest = engine.to_decimal(treasury.get("unassigned", 0))
        if rest:
            rows.append(
                {
                    "code": "",
                    "name": self.env._("Accounts of no row"),
                    "kind": "rest",
                    "amount": rest,
                }
            )
        return rows

    def _get_year_months(self):
        """Return the months of the fiscal year so far: ``month`` and EUR by term."""
        self.ensure_one()
        return [
            {
                name: fields.Date.to_date(value)
                if name == "month"
                else engine.to_decimal(value)
                for name, value in month.items()
            }
            for month in (self.figures or {}).get("months", [])
        ]

    def _get_forecast(self):
        """What was hoped for since the start of the fiscal year, EUR, or None."""
        self.ensure_one()
        forecast = (self.figures or {}).get("forecast")
        return engine.to_decimal(forecast) if forecast is not None else None

    @api.model
    def _get_age_labels(self):
        return {
            "due": self.env._("Not due yet"),
            "d30": self.env._("1 to 30 days late"),
            "d60": self.env._("31 to 60 days late"),
            "d90": self.env._("61 to 90 days late"),
            "older": self.env._("More than 90 days late"),
        }

    def _get_previous(self):
        """Return the statement of the same kind that ends where this one begins."""
        self.ensure_one()
        return self.search(
            [
                ("activity_id", "=", self.activity_id.id),
                ("kind", "=", self.kind),
                ("state", "=", "published"),
                ("date_end", "<", self.date_start),
            ],
            limit=1,
        )

    # -- document ------------------------------------------------------------------

    def _get_report_ref(self):
        return "caetic_members.report_statement_action"

    def _is_document_final(self, report_name):
        return True

    def _get_document_title(self):
        self.ensure_one()
        period = self._get_period_name(FRENCH)
        # Whoever reads a statement may read whose it is.
        return f"État des comptes {self.activity_id.sudo().name} {period}"
