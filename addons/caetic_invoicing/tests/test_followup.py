# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Turnover by month against the own forecast and the year before."""

from decimal import Decimal

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import InvoicingCommon
from .test_portal_invoices import PortalCase
from .test_reminder import ReminderCase

YEAR = fields.Date.today().year
# Twelve months side by side, as many bars each as the table has columns.
CHECK_CHART = """
(async () => {
    const canvas = document.querySelector(".o_caetic_chart canvas");
    for (let tries = 0; tries < 100 && !canvas.width; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { data, options } = window.Chart.getChart(canvas);
    const told = document.querySelectorAll("td[data-series='turnover']");
    const values = [...told].map((cell) => Number(cell.dataset.value ?? 0));
    const columns = document.querySelectorAll("th[data-series]").length;
    const checks = {
        "a bar for each column": data.datasets.length === columns && columns === 3,
        "a group for each month": data.labels.length === 12,
        "values of the table":
            JSON.stringify(data.datasets[0].data) === JSON.stringify(values) &&
            values.some((value) => value > 0),
        "upright": options.indexAxis === "x",
    };
    const failed = Object.keys(checks).filter((name) => !checks[name]);
    if (failed.length) {
        console.error("failed: " + failed.join(", "));
    } else {
        console.log("test successful");
    }
})();
"""


@tagged("post_install", "-at_install")
class TestFollowup(ReminderCase, InvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.limoux = cls._create_customer(
            cls.studio, name="Mairie de Limoux", company_registry=False, vat=False
        )
        cls._sold(f"{YEAR}-01-15", 1000)
        cls._sold(f"{YEAR}-01-20", 200, cls.limoux)
        cls._sold(f"{YEAR - 1}-01-15", 700)

    @classmethod
    def _sold(cls, day, amount, partner=None):
        move = cls._draft(
            partner=partner,
            lines=[("Site web", 1, amount, cls.kind_service)],
            invoice_date=day,
        )
        move.action_post()
        return move

    def _activity(self):
        return self.studio.with_user(self.amelie.user_id)

    def test_months_beside_forecast_and_last_year(self):
        """1 000 + 200 EUR in January, 700 the year before, 1 500 hoped for."""
        activity = self._activity()
        activity._portal_save_forecast(YEAR, {1: Decimal(1500), 2: Decimal("0.5")})
        months, whole = activity._portal_get_followup(YEAR)
        january = months[0]
        self.assertEqual(
            (january.turnover, january.forecast, january.before), (1200, 1500, 700)
        )
        self.assertEqual(
            (whole.turnover, whole.forecast, whole.before),
            (1200, Decimal("1500.50"), 700),
        )

    def test_saving_again_replaces(self):
        activity = self._activity()
        activity._portal_save_forecast(YEAR, {1: Decimal(1500)})
        activity._portal_save_forecast(YEAR + 1, {1: Decimal(9)})
        activity._portal_save_forecast(YEAR, {3: Decimal(10)})
        self.assertEqual(activity._get_forecasts(YEAR), {3: 10})
        self.assertEqual(activity._get_forecasts(YEAR + 1), {1: 9})

    def test_a_month_has_one_forecast(self):
        forecasts = self.env["caetic.sales.forecast"]
        values = {"activity_id": self.studio.id, "amount": 10}
        first = forecasts.create({**values, "month": f"{YEAR}-03-20"})
        self.assertEqual(first.month, fields.Date.to_date(f"{YEAR}-03-01"))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            forecasts.create({**values, "month": f"{YEAR}-03-01"})

    def test_best_customers_first(self):
        (part,) = [
            part
            for part in self._activity()._get_followup_parts(YEAR)
            if part["code"] == "customers"
        ]
        self.assertEqual(
            [(row["label"], row["amount"]) for row in part["rows"]],
            [("SARL Cigale", 1000), ("Mairie de Limoux", 200)],
        )

    def test_documents_behind_a_month(self):
        rows = self._activity()._portal_get_period(YEAR, 1)
        self.assertEqual([row["untaxed"] for row in rows], [200, 1000])
        rows = self._activity()._portal_get_period(YEAR, 0, self.limoux.id)
        self.assertEqual([row["untaxed"] for row in rows], [200])
        self.assertFalse(self._activity()._portal_get_period(YEAR, 12))

    def test_staff_see_the_same(self):
        self._activity()._portal_save_forecast(YEAR, {1: Decimal(1500)})
        self.env.flush_all()
        report = self.env["caetic.sales.report"].with_user(self.accountant)
        domain = [("activity_id", "=", self.studio.id), ("date", ">=", f"{YEAR}-01-01")]
        (sums,) = report._read_group(domain, [], ["amount:sum", "forecast:sum"])
        self.assertEqual(sums, (1200, 1500))
        for user in (self.amelie.user_id, self.payroll_officer):
            with self.assertRaises(AccessError):
                report.with_user(user).search(domain)

    def test_as_many_queries_for_ten_times_as_many(self):
        activity = self._activity()

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            activity._portal_get_followup(YEAR)
            activity._get_followup_parts(YEAR)
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for day in range(1, 20):
            self._sold(f"{YEAR}-02-{day:02}", 10)
        self.assertEqual(count(), few)

    def test_others_do_nothing(self):
        self._activity()._portal_save_forecast(YEAR, {1: Decimal(1500)})
        other = self.studio.with_user(self.bruno.user_id)
        for call in (
            lambda: other._portal_get_followup(YEAR),
            lambda: other._get_followup_parts(YEAR),
            lambda: other._portal_get_period(YEAR, 1),
            lambda: other._portal_save_forecast(YEAR, {}),
        ):
            with self.assertRaises(AccessError):
                call()
        forecasts = self.env["caetic.sales.forecast"]
        domain = [("activity_id", "=", self.studio.id)]
        mine = forecasts.with_user(self.amelie.user_id)
        self.assertEqual(mine.search_count(domain), 1)
        self.assertFalse(forecasts.with_user(self.bruno.user_id).search_count(domain))
        for operation in ("create", "write", "unlink"):
            self.assertFalse(mine.has_access(operation))


@tagged("post_install", "-at_install")
class TestFollowupPage(ReminderCase, PortalCase):
    def test_figures_open_their_documents(self):
        move = self._late(0)
        _response, page = self._page("/followup")
        link = page.xpath("//td[@data-series='turnover']/a/@href")[0]
        _response, page = self._page(link[len(self.base) :])
        hrefs = page.xpath("//*[@id='caetic_documents']//tbody//a/@href")
        self.assertEqual(hrefs, [f"{self.base}/invoices/{move.id}"])

    def test_the_chart_draws_the_table(self):
        self._late(0)
        # Odoo's browser logs in with a password that is the login.
        same = "amelie_graphe"
        self.amelie.user_id.write({"login": same, "password": same})
        self.browser_js(
            f"{self.base}/followup",
            CHECK_CHART,
            ready="!!document.querySelector('.o_caetic_chart:not(.d-none)')",
            login=same,
        )

    def test_forecast_on_one_page(self):
        response, _page = self._post(
            "/forecast", year=str(YEAR), **{"month-1": "1 500,50", "month-2": ""}
        )
        self.assertEqual(response.status_code, 303)
        _response, page = self._page(f"/forecast?year={YEAR}")
        fields_ = page.xpath("//input[starts-with(@name, 'month-')]/@value")
        self.assertEqual(len(fields_), 12)
        self.assertEqual(fields_[0], "1500,5")

    def test_errors_keep_what_was_typed(self):
        response, page = self._post(
            "/forecast", year=str(YEAR), **{"month-1": "abc", "month-2": "-5"}
        )
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "month-1"))
        self.assertTrue(self._error(page, "month-2"))
        self.assertEqual(page.xpath("//input[@name='month-1']/@value"), ["abc"])
        self.assertFalse(self.studio._get_forecasts(YEAR))

    def test_odd_years_show_this_one(self):
        for query in ("?year=x", "?year=99999", "?month=13", "?customer=-1", "?year=²"):
            response, _page = self._page(f"/followup{query}")
            self.assertEqual(response.status_code, 200, query)

    def test_others_see_nothing(self):
        self.authenticate("bruno", "bruno" + "x" * 3)
        for path in ("/followup", "/forecast"):
            response = self.url_open(self.base + path, allow_redirects=False)
            self.assertEqual(response.status_code, 303)
