# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

REPORTS = {
    "income": "l10n_fr_mis_reports.mis_report_pl",
    "balance": "l10n_fr_mis_reports.mis_report_bs",
    "activity": "caetic_accountant.mis_report_activity",
}


class MisReportInstance(models.Model):
    """French statements of the company, and the income statement by activity."""

    _inherit = "mis.report.instance"

    caetic_kind = fields.Selection(
        [
            ("income", "Income statement"),
            ("balance", "Balance sheet"),
            ("activity", "Income statement by activity"),
        ],
        string="Statement of the cooperative",
        copy=False,
        readonly=True,
        help="Its columns follow the fiscal year.",
    )

    _caetic_kind_uniq = models.UniqueIndex(
        "(company_id, caetic_kind) WHERE caetic_kind IS NOT NULL",
        "A company has one report of each kind.",
    )

    @api.model
    def _cron_follow_fiscal_year(self):
        """Make the reports that are missing; turn their columns to this year."""
        companies = self.env["res.company"].search([("chart_template", "=", "fr")])
        for company in companies:
            self._caetic_of_company(company)._caetic_ensure_reports()

    @api.model
    def _caetic_of_company(self, company):
        """Act for a company: names are in its language, whoever asks."""
        return self.with_company(company).with_context(lang=company.partner_id.lang)

    @api.model
    def _caetic_ensure_reports(self):
        """Make the reports of a company, or turn them to its fiscal year."""
        domain = [("company_id", "=", self.env.company.id)]
        there = self.search([*domain, ("caetic_kind", "!=", False)])
        missing = [kind for kind in REPORTS if kind not in there.mapped("caetic_kind")]
        made = self.create([self._caetic_prepare_report(kind) for kind in missing])
        for report in there | made:
            report._caetic_turn_columns()

    def _caetic_prepare_report(self, kind):
        kinds = dict(self._fields["caetic_kind"]._description_selection(self.env))
        return {
            "name": kinds[kind],
            "report_id": self.env.ref(REPORTS[kind]).id,
            "company_id": self.env.company.id,
            "caetic_kind": kind,
            "landscape_pdf": kind == "activity",
            "wide_display_by_default": kind == "activity",
        }

    def _caetic_turn_columns(self):
        """Write the columns anew unless they are of the current fiscal year."""
        self.ensure_one()
        columns = self._caetic_get_columns()
        dates = ("manual_date_from", "manual_date_to")
        there = {tuple(one[name] for name in dates) for one in self.period_ids}
        if there == {tuple(one[name] for name in dates) for one in columns}:
            return
        self.period_ids.unlink()
        self.write({"period_ids": [(0, 0, values) for values in columns]})

    def _caetic_get_columns(self):
        """Return the columns: this fiscal year and the one before; months too for one
        activity.

        :returns: values of ``mis.report.instance.period``
        """
        company = self.company_id
        year = company.compute_fiscalyear_dates(fields.Date.context_today(self))
        first, last = year["date_from"], year["date_to"]
        before = company.compute_fiscalyear_dates(first - relativedelta(days=1))
        columns = []
        if self.caetic_kind == "activity":
            columns = self._caetic_get_months(first, last)
        for start, end in ((first, last), (before["date_from"], before["date_to"])):
            name = str(end.year)
            columns.append(self._caetic_prepare_column(name, start, end))
        return [{**one, "sequence": rank} for rank, one in enumerate(columns)]

    def _caetic_get_months(self, first, last):
        months, start = [], first
        while start <= last:
            end = min(start + relativedelta(day=31), last)
            name = format_date(self.env, start, date_format="MMM")
            months.append(self._caetic_prepare_column(name, start, end))
            start = end + relativedelta(days=1)
        return months

    def _caetic_prepare_column(self, name, start, end):
        return {
            "name": name,
            "mode": "fix",
            "source": "actuals",
            "manual_date_from": start,
            "manual_date_to": end,
        }

    @api.model
    def _caetic_of_activity(self, activity):
        """Return the report of an activity: a copy that Odoo throws away in a day.

        One item of classes 6 and 7 belongs wholly to one activity: the filter counts
        whole items, and the sum is that of the activity's account to the cent.
        """
        activity.check_access("read")
        self.check_access("create")
        company = activity.company_id
        self._caetic_of_company(company)._caetic_ensure_reports()
        whole = self.search(
            [("company_id", "=", company.id), ("caetic_kind", "=", "activity")]
        )
        account = activity.analytic_account_id
        copy = whole.copy(
            {
                "analytic_domain": repr([("caetic_analytic_id", "=", account.id)]),
                "temporary": True,
            }
        )
        copy.name = f"{whole.name} - {activity.name}"
        return copy
