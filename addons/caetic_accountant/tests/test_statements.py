# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestStatements(CaeticCommon):
    """French statements, and the income statement of an activity."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zoe = cls._create_activity("Studio Garrigue", cls._create_member("Zoé"))
        cls.ali = cls._create_activity("Atelier Oc", cls._create_member("Ali"))
        cls._invoice({cls.zoe: 1000.05, cls.ali: 400}, "2026-02-10")
        cls._invoice({cls.zoe: 99.95}, "2026-03-10", move_type="out_refund")
        cls._bill(cls.zoe, 45.5, "2026-03-12")
        cls._close("2026-02-28")
        cls.reports = cls.env["mis.report.instance"].with_user(cls.accountant)
        cls.reports.sudo()._cron_follow_fiscal_year()

    def _get(self, kind):
        domain = [("company_id", "=", self.company.id), ("caetic_kind", "=", kind)]
        return self.reports.search(domain)

    def _values(self, report, label):
        """``{row: EUR}`` of a column."""
        matrix = report._compute_matrix()
        column = next(one for one in matrix.iter_cols() if one.label == label)
        return {
            row.kpi.name: round(column.get_cell_tuple_for_row(row)[0].val or 0, 2)
            for row in matrix.iter_rows()
            if not row.account_id
        }

    def test_activity_report_is_its_account(self):
        """Sold 1 000,05 - 99,95, bought 45,50, 10 % of what was paid: nothing yet."""
        report = self.reports._caetic_of_activity(self.zoe)
        found = self._values(report, "2026")
        self.assertEqual(found["turnover"], 900.1)
        self.assertEqual(found["result"], 854.6)
        items = self.env["account.move.line"].search(
            [
                ("caetic_activity_id", "=", self.zoe.id),
                ("parent_state", "=", "posted"),
                ("account_id.internal_group", "in", ("income", "expense")),
            ]
        )
        self.assertEqual(found["result"], round(-sum(items.mapped("balance")), 2))

    def test_months_add_up_to_the_year(self):
        report = self.reports._caetic_of_activity(self.zoe)
        *months, year, _before = report.period_ids.sorted("sequence").mapped("name")
        self.assertEqual(len(months), 12)
        results = [self._values(report, name)["result"] for name in months]
        self.assertEqual(results[1], 1000.05)
        self.assertAlmostEqual(sum(results), self._values(report, year)["result"], 2)

    def test_activities_and_structure_are_the_company(self):
        whole = self._values(self._get("activity"), "2026")
        parts = [
            self._values(self.reports._caetic_of_activity(one), "2026")["result"]
            for one in (self.zoe, self.ali)
        ]
        self.assertAlmostEqual(sum(parts), whole["result"], 2)
        self.assertEqual(whole["result"], 1254.6)

    def test_french_statements_agree(self):
        """The profit of the three is one; what is owned is what is owed."""
        whole = self._values(self._get("activity"), "2026")["result"]
        income = self._values(self._get("income"), "2026")
        self.assertIn(whole, income.values())
        balance = list(self._values(self._get("balance"), "2026").values())
        self.assertIn(whole, balance)
        # 1 000,05 + 400 - 99,95 and VAT at 20 %: customers owe 1 560,12.
        self.assertGreaterEqual(balance.count(1560.12), 2)

    def test_columns_follow_the_fiscal_year(self):
        report = self._get("income")
        self.assertEqual(report.period_ids.mapped("name"), ["2026", "2025"])
        kept = report.period_ids
        self.reports.sudo()._cron_follow_fiscal_year()
        self.assertEqual(report.period_ids, kept)
        with freeze_time("2027-01-02"):
            self.reports.sudo()._cron_follow_fiscal_year()
        self.assertEqual(report.period_ids.mapped("name"), ["2027", "2026"])

    def test_from_the_form_of_the_activity(self):
        action = self.zoe.with_user(self.accountant).action_open_income_statement()
        report = self.reports.browse(action["res_id"])
        self.assertIn("Studio Garrigue", report.name)
        self.assertTrue(report.temporary)
        with self.assertRaises(AccessError):
            self.zoe.with_user(self.coordinator).action_open_income_statement()

    def test_sheet_of_the_report(self):
        report = self.reports._caetic_of_activity(self.zoe)
        action = self.env.ref("mis_builder.xls_export")
        content, kind = action._render_xlsx(action.report_name, report.ids, {})
        self.assertEqual(kind, "xlsx")
        self.assertEqual(content[:2], b"PK")
