# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_open

from odoo.addons.caetic_members.tests.common import CaeticCommon

IBAN = "FR7630006000011234567890189"
MOVES = [("2026-03-02", 1200.0), ("2026-03-04", -54.0), ("2026-03-09", -12.5)]


@tagged("post_install", "-at_install")
class TestBankFiles(CaeticCommon):
    """The same three movements, in each of the files that French banks give."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank_journal.bank_account_id = cls.env["res.partner.bank"].create(
            {"acc_number": IBAN, "partner_id": cls.company.partner_id.id}
        )

    def _import(self, name, user=None, **values):
        with file_open(f"caetic_accountant/tests/data/{name}", "rb") as file:
            content = file.read()
        wizards = self.env["account.statement.import"].with_user(
            user or self.accountant
        )
        wizard = wizards.with_context(journal_id=self.bank_journal.id).create(
            {
                "statement_file": base64.b64encode(content),
                "statement_filename": name,
                **values,
            }
        )
        result = wizard._import_file()
        return self.env["account.bank.statement"].browse(result["statement_ids"])

    def _moves(self, statement):
        lines = statement.line_ids.sorted("date")
        return [(str(line.date), line.amount) for line in lines]

    def test_camt_053(self):
        statement = self._import("releve_camt053.xml")
        self.assertEqual(self._moves(statement), MOVES)
        self.assertEqual(statement.balance_start, 1000)
        self.assertEqual(statement.balance_end_real, 2133.5)
        self.assertTrue(statement.is_complete)

    def test_cfonb_120(self):
        statement = self._import("releve_cfonb120.txt")
        self.assertEqual(self._moves(statement), MOVES)
        self.assertEqual(statement.balance_end_real, 2133.5)
        names = statement.line_ids.sorted("date").mapped("payment_ref")
        self.assertEqual(names[0], "VIR MAIRIE DE LIMOUX")

    def test_csv(self):
        mapping = self.env.ref(
            "caetic_accountant.account_statement_import_sheet_mapping_fr"
        )
        statement = self._import("releve.csv", sheet_mapping_id=mapping.id)
        self.assertEqual(self._moves(statement), MOVES)

    def test_a_file_is_read_once(self):
        mapping = self.env.ref(
            "caetic_accountant.account_statement_import_sheet_mapping_fr"
        )
        for name, values in (
            ("releve_camt053.xml", {}),
            ("releve_cfonb120.txt", {}),
            ("releve.csv", {"sheet_mapping_id": mapping.id}),
        ):
            self._import(name, **values)
            with self.assertRaises(UserError):
                self._import(name, **values)

    def test_others_import_nothing(self):
        with self.assertRaises(AccessError):
            self._import("releve_camt053.xml", user=self.coordinator)
