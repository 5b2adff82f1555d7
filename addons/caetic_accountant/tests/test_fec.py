# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon

from . import fec_reader


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestFec(CaeticCommon):
    """The file from the menu, read by a reader that knows nothing of Odoo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        member = cls._create_member("Zoé Garrigue")
        cls.activity = cls._create_activity("Studio “Garrigue”", member)
        cls._invoice({cls.activity: 1000.1}, "2025-11-10")
        cls._invoice({cls.activity: 0.2}, "2025-12-10")
        cls._bill(cls.activity, 300, "2025-12-12")
        invoice = cls._invoice({cls.activity: 500}, "2026-02-10")
        cls._pay(invoice, invoice.amount_total, "2026-03-01")

    def _wizard(self, **values):
        wizards = self.env["l10n_fr.fec.export.wizard"].with_user(self.accountant)
        return wizards.create(values)

    def _download(self, wizard):
        wizard.create_fec_report_action()
        return fec_reader.read(wizard.filename, base64.b64decode(wizard.caetic_file))

    def test_last_year_is_proposed_and_nothing_locked(self):
        wizard = self._wizard()
        self.assertEqual(str(wizard.date_from), "2025-01-01")
        self.assertEqual(str(wizard.date_to), "2025-12-31")
        found = self._download(wizard)
        self.assertEqual(wizard.filename, "334175221FEC20251231.txt")
        self.assertEqual(found.faults, ())
        self.assertEqual(sum(found.balances("7").values()), Decimal("-1000.30"))
        self.assertFalse(self.company.fiscalyear_lock_date)

    def test_the_next_year_opens_with_what_was_there(self):
        """VII, 2: the first entries take the balances of the last year up again."""
        wizard = self._wizard(date_from="2026-01-01", date_to="2026-12-31")
        found = self._download(wizard)
        self.assertEqual(found.faults, ())
        opening = [row for row in found.rows if row.cells["JournalCode"] == "OUV"]
        self.assertEqual(opening, list(found.rows[: len(opening)]))
        # 1 000,10 + 0,20 sold, 300 bought: the profit of the year.
        result = [row.balance for row in opening if row.cells["CompteNum"][:2] == "12"]
        self.assertEqual([str(amount) for amount in result], ["-700.30"])
        self.assertEqual(sum(found.balances().values()), 0)

    def test_activities_and_structure_add_up_to_the_file(self):
        """Per account of classes 6 and 7: the analytic lines say what the file says."""
        wizard = self._wizard(date_from="2026-01-01", date_to="2026-12-31")
        found = self._download(wizard)
        lines = self.env["account.analytic.line"]._read_group(
            [("date", ">=", "2026-01-01"), ("general_account_id.code", "=like", "7%")],
            ["general_account_id"],
            ["amount:sum"],
        )
        sums = {account.code: round(amount, 2) for account, amount in lines}
        self.assertEqual(sums, {"706000": 500.0})
        file = {key: -float(amount) for key, amount in found.balances("7").items()}
        self.assertEqual(file, sums)

    def test_the_year_is_locked_when_asked(self):
        self._download(self._wizard(caetic_lock=True))
        self.assertEqual(str(self.company.fiscalyear_lock_date), "2025-12-31")

    def test_what_is_missing_is_told(self):
        self.company.write({"vat": False, "company_registry": False})
        self._invoice({self.activity: 5}, "2025-12-20", post=False)
        warning = self._wizard().caetic_warning
        self.assertIn("SIREN", warning)
        self.assertIn("1 entries", warning)

    def test_the_register_gives_the_siren(self):
        self.company.vat = False
        wizard = self._wizard()
        self.assertFalse(wizard.caetic_warning)
        self._download(wizard)
        self.assertEqual(wizard.filename, "334175221FEC20251231.txt")

    def test_it_is_the_accountants_file(self):
        for user in (self.adviser, self.coordinator, self.payroll_officer):
            with self.assertRaises(AccessError):
                self.env["l10n_fr.fec.export.wizard"].with_user(user).create({})
