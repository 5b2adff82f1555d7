# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from datetime import date

from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.json import json_default

from odoo.addons.caetic_members.tests.common import CaeticCommon

YEAR = {"date_from": date(2026, 1, 1), "date_to": date(2026, 12, 31)}
LEDGERS = {
    "general.ledger.report.wizard": YEAR,
    "trial.balance.report.wizard": YEAR,
    "journal.ledger.report.wizard": YEAR,
    "vat.report.wizard": YEAR,
    "open.items.report.wizard": {"date_at": date(2026, 12, 31)},
    "aged.partner.balance.report.wizard": {"date_at": date(2026, 12, 31)},
}


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestLedgers(CaeticCommon):
    """Each ledger is drawn for the accountant, on the screen and as a sheet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activity = cls._create_activity(
            "Studio Garrigue", cls._create_member("Zoé")
        )
        cls._invoice({cls.activity: 1000}, "2026-02-10")
        cls._bill(cls.activity, 45, "2026-03-12")

    def _ask(self, model, user=None):
        wizards = self.env[model].with_user(user or self.accountant)
        wizard = wizards.create({"company_id": self.company.id, **LEDGERS[model]})
        for name in ("receivable_accounts_only", "payable_accounts_only"):
            if name in wizard._fields:
                wizard[name] = True
        return wizard

    def _render(self, action, wizard):
        """Draw a report as the web client asks for it: by JSON."""
        data = json.loads(json.dumps(action["data"], default=json_default))
        kind = action["report_type"]
        reports = self.env["ir.actions.report"].with_user(self.accountant)
        method = {"qweb-html": "_render_qweb_html", "xlsx": "_render_xlsx"}[kind]
        content, _kind = getattr(reports, method)(
            action["report_name"], wizard.ids, data
        )
        return content

    def test_ledgers_on_the_screen(self):
        for model in LEDGERS:
            with self.subTest(model):
                wizard = self._ask(model)
                html = self._render(wizard.button_export_html(), wizard)
                self.assertIn(self.company.name.encode(), html)

    def test_what_fails_is_not_offered(self):
        """OCA's trial balance by analytic account."""
        wizards = self.env["trial.balance.report.wizard"].with_user(self.accountant)
        arch = wizards.get_view(view_type="form")["arch"]
        fields = etree.fromstring(arch).xpath("//field[@name='grouped_by']")
        self.assertEqual({field.get("invisible") for field in fields}, {"1"})

    def test_ledgers_as_sheets(self):
        for model in LEDGERS:
            with self.subTest(model):
                wizard = self._ask(model)
                sheet = self._render(wizard.button_export_xlsx(), wizard)
                self.assertEqual(sheet[:2], b"PK")

    def test_the_fiscal_year_is_proposed(self):
        """On the form as the accountant opens it."""
        for model, dates in LEDGERS.items():
            if dates is YEAR:
                form = Form(self.env[model].with_user(self.accountant))
                self.assertEqual(str(form.date_from), "2026-01-01", model)
                self.assertEqual(str(form.date_to), "2026-06-15", model)

    def test_others_ask_for_none(self):
        for model in LEDGERS:
            with self.assertRaises(AccessError):
                self._ask(model, self.coordinator)
