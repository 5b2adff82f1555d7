# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import engine
from .caetic_closing_reopen import ACCOUNTANT

SEALED = {"company_id", "date_end", "figures", "note", "state", "published_on"}


class CaeticPooledAccount(models.Model):
    """Analytic account of the pooled services of a fiscal year (R121, R7331-9).

    What the contributions have paid: income and expense of the cooperative's own
    analytic account, by row. Once published every entrepreneur reads it; it is then
    sealed, and a correction is another one that takes its place.
    """

    _name = "caetic.pooled.account"
    _description = "Account of the pooled services"
    _inherit = ["caetic.archive.mixin", "mail.thread"]
    _order = "date_end desc, id desc"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_end = fields.Date(
        string="Last day of the fiscal year",
        required=True,
        default=lambda self: self.env["caetic.fiscal.year.mixin"]._default_date_to(),
    )
    date_start = fields.Date(
        string="First day", compute="_compute_date_start", store=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("published", "Published"),
            ("superseded", "Superseded"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    published_on = fields.Datetime(readonly=True, copy=False)
    note = fields.Text(
        string="Explanations",
        help="Printed under the table: what the year was made of.",
    )
    figures = fields.Json(readonly=True, copy=False)
    income = fields.Monetary(compute="_compute_amounts")
    costs = fields.Monetary(compute="_compute_amounts")
    result = fields.Monetary(compute="_compute_amounts")

    _published_uniq = models.UniqueIndex(
        "(company_id, date_end) WHERE state = 'published'",
        "The account of this fiscal year is published already.",
    )

    @api.depends("date_end", "company_id")
    def _compute_date_start(self):
        for account in self:
            day = account.date_end
            account.date_start = (
                day and account.company_id.compute_fiscalyear_dates(day)["date_from"]
            )

    @api.depends("date_start", "date_end")
    def _compute_display_name(self):
        for account in self:
            known = account.date_start and account.date_end
            account.display_name = account._get_year_name() if known else ""

    @api.depends("figures")
    def _compute_amounts(self):
        for account in self:
            totals = {row["code"]: row["amount"] for row in account._get_table()}
            for name in ("income", "costs", "result"):
                account[name] = totals.get(name, 0)

    def _get_table(self):
        """Return the rows: code, name, kind, ``amount``, ``before``, ``percent``."""
        self.ensure_one()
        rows = [
            {
                **row,
                "amount": engine.to_decimal(row["amount"]),
                "before": engine.to_decimal(row["before"]),
            }
            for row in (self.figures or {}).get("rows", [])
        ]
        return engine.drop_empty(rows, lambda row: row["amount"] or row["before"])

    # -- figures -------------------------------------------------------------------

    def action_compute(self):
        """Read the books again."""
        for account in self:
            account._check_draft()
            account.figures = account._read_figures()

    def _read_figures(self):
        """Income and expense of the cooperative's own account, and the year before."""
        self.ensure_one()
        owner = self.company_id.caetic_structure_account_id
        earlier = self.date_start - relativedelta(years=1)
        reader = self.env["caetic.statement.reader"]
        result = reader._read_result(owner, earlier, self.date_end)[owner.id]
        years = ({}, {})
        for (month, code), amount in result.items():
            year = years[month < self.date_start]
            year[code] = year.get(code, 0) + amount
        rows = self.env["caetic.statement.row"]._get_rows("pooled", self.company_id)
        table = rows._fill(list(years))
        whole = [table.rows[row.code][0] for row in rows if row.is_turnover]
        return {
            "rows": [
                self._prepare_row(row, table.rows[row.code], whole) for row in rows
            ],
            "activities": self._count_activities(),
        }

    @api.model
    def _prepare_row(self, row, amounts, whole):
        percent = engine.percentage(amounts[0], whole[0]) if whole else None
        return {
            **row._to_json(),
            "amount": str(amounts[0]),
            "before": str(amounts[1]),
            "percent": str(percent) if percent is not None else None,
        }

    def _count_activities(self):
        """Activities that were charged something in the year."""
        groups = self.env["caetic.closing.line"]._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "posted"),
                ("date", ">=", self.date_start),
                ("date", "<=", self.date_end),
            ],
            aggregates=["activity_id:count_distinct"],
        )
        return groups[0][0]

    # -- life ----------------------------------------------------------------------

    @api.model
    def _prepare_year(self, company, date_end):
        """Leave a draft to who will publish it, once a fiscal year is over."""
        known = [("company_id", "=", company.id), ("date_end", "=", date_end)]
        if not self.search_count(known, limit=1):
            self.create({"company_id": company.id, "date_end": date_end})

    def action_publish(self):
        """Seal the account of the year and let every entrepreneur read it."""
        if not (self.env.su or self.env.user.has_group(ACCOUNTANT)):
            raise AccessError(self.env._("Only an accountant publishes this account."))
        self.ensure_one()
        self._check_draft()
        if self.date_end >= fields.Date.context_today(self):
            raise UserError(self.env._("This fiscal year is not over."))
        self.figures = self._read_figures()
        # Published by this button alone: nobody writes a state by hand.
        account_sudo = self.sudo()
        published_sudo = account_sudo._get_published()
        published_sudo.state = "superseded"
        # Before the new one is published: one a year, says the index.
        published_sudo.flush_recordset(["state"])
        account_sudo.write(
            {"state": "published", "published_on": fields.Datetime.now()}
        )
        self._archive_pdf()

    def _get_published(self):
        self.ensure_one()
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_end", "=", self.date_end),
                ("state", "=", "published"),
            ]
        )

    def _check_draft(self):
        if any(account.state != "draft" for account in self):
            raise UserError(
                self.env._("This account is published: make another one to correct it.")
            )

    def write(self, vals):
        if SEALED & set(vals) and not self.env.su:
            self._check_draft()
            if "state" in vals:
                raise UserError(self.env._("An account is published by its button."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_draft()

    # -- document ------------------------------------------------------------------

    def _get_report_ref(self):
        return "caetic_members.report_pooled_account_action"

    def _is_document_final(self, report_name):
        self.ensure_one()
        return self.state != "draft"

    def _get_year_name(self):
        self.ensure_one()
        return engine.year_name(self.date_start, self.date_end)

    def _get_document_title(self):
        self.ensure_one()
        return f"Compte des services mutualisés {self._get_year_name()}"
