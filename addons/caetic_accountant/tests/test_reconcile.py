# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon


@tagged("post_install", "-at_install")
class TestReconcile(CaeticCommon):
    """The screen of reconciliation, through its own methods."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zoe = cls._create_activity("Studio Garrigue", cls._create_member("Zoé"))
        cls.ali = cls._create_activity("Atelier Oc", cls._create_member("Ali"))
        cls.structure = cls.company.caetic_structure_account_id
        cls.service.taxes_id = False
        cls.fees = cls.env["account.account"].search(
            [("code", "=like", "627%"), ("company_ids", "in", cls.company.ids)], limit=1
        )

    def _line(self, amount, name="VIR", **values):
        lines = self.env["account.bank.statement.line"].with_user(self.accountant)
        return lines.create(
            {
                "journal_id": self.bank_journal.id,
                "date": "2026-03-02",
                "payment_ref": name,
                "amount": amount,
                **values,
            }
        )

    def _debt(self, move):
        return move.line_ids.filtered(lambda item: item.display_type == "payment_term")

    def _shares(self, line):
        """Distributions of what the screen shows beside the bank."""
        data = line.reconcile_data_info["data"]
        return [one.get("analytic_distribution") for one in data[1:]]

    def _own(self, activity, share=100):
        return {str(activity.analytic_account_id.id): share}

    def _pick(self, line, item):
        line._add_account_move_line(item)
        return line

    def _write_off(self, line, account, distribution=False):
        """Put what is left on an account, as the form of the screen does."""
        data = line.reconcile_data_info["data"]
        rest = next(one for one in data if one["kind"] == "suspense")
        rest.update(
            kind="other",
            account_id=[account.id, account.display_name],
            analytic_distribution=distribution,
        )
        line.reconcile_data_info = line._recompute_suspense_line(
            data, line.reconcile_data_info["reconcile_auxiliary_id"], False
        )

    def test_the_invoice_gives_its_activity(self):
        invoice = self._invoice({self.zoe: 300}, "2026-02-10")
        line = self._pick(self._line(300), self._debt(invoice))
        self.assertEqual(self._shares(line), [self._own(self.zoe)])
        line.reconcile_bank_line()
        self.assertTrue(line.is_reconciled)
        item = line.move_id.line_ids.filtered(
            lambda one: one.account_id == self._debt(invoice).account_id
        )
        self.assertEqual(item.analytic_distribution, self._own(self.zoe))
        self.assertEqual(invoice.amount_residual, 0)

    def test_a_shared_invoice_gives_its_shares(self):
        """1/3 and 2/3: 33,33 % and 66,67 %, 100 in all."""
        invoice = self._invoice({self.zoe: 100, self.ali: 200}, "2026-02-10")
        line = self._pick(self._line(300), self._debt(invoice))
        wanted = {**self._own(self.zoe, 33.33), **self._own(self.ali, 66.67)}
        self.assertEqual(self._shares(line), [wanted])

    def test_fees_are_of_the_settled_activity(self):
        invoice = self._invoice({self.zoe: 300}, "2026-02-10")
        line = self._pick(self._line(297), self._debt(invoice))
        data = line.reconcile_data_info["data"]
        settled = next(one for one in data if one.get("counterpart_line_ids"))
        settled.update(amount=-300, credit=300, debit=0, currency_amount=-300)
        line.reconcile_data_info = line._recompute_suspense_line(
            data, line.reconcile_data_info["reconcile_auxiliary_id"], False
        )
        self._write_off(line, self.fees)
        line.reconcile_bank_line()
        fee = line.move_id.line_ids.filtered(lambda i: i.account_id == self.fees)
        self.assertEqual(fee.balance, 3)
        self.assertEqual(fee.caetic_activity_id, self.zoe)
        self.assertEqual(invoice.amount_residual, 0)

    def test_fees_of_nothing_are_of_the_structure(self):
        line = self._line(-12.5, "FRAIS")
        self._write_off(line, self.fees)
        line.reconcile_bank_line()
        fee = line.move_id.line_ids.filtered(lambda i: i.account_id == self.fees)
        self.assertEqual(fee.caetic_analytic_id, self.structure)

    def test_what_somebody_chose_stays(self):
        line = self._line(-12.5, "FRAIS")
        self._write_off(line, self.fees, self._own(self.ali))
        line.reconcile_bank_line()
        fee = line.move_id.line_ids.filtered(lambda i: i.account_id == self.fees)
        self.assertEqual(fee.caetic_activity_id, self.ali)

    def test_a_shared_fee_is_refused(self):
        """Classes 6 and 7 belong to one activity: the entry is posted already."""
        line = self._line(-12.5, "FRAIS")
        halves = {**self._own(self.zoe, 50), **self._own(self.ali, 50)}
        self._write_off(line, self.fees, halves)
        with self.assertRaises(UserError):
            line.reconcile_bank_line()

    def test_a_payment_gives_what_it_pays(self):
        """The bank shows a payment that somebody had registered."""
        invoice = self._invoice({self.ali: 80}, "2026-02-10")
        payment = self._pay(invoice, 80, "2026-02-28")
        account = self.company.caetic_receipt_account_id
        item = payment.move_id.line_ids.filtered(lambda i: i.account_id == account)
        line = self._pick(self._line(80), item)
        self.assertEqual(self._shares(line), [self._own(self.ali)])

    def test_the_bank_proposes_the_invoice_by_itself(self):
        invoice = self._invoice({self.zoe: 300}, "2026-02-10")
        line = self._line(300, invoice.payment_reference or invoice.name)
        line.clean_reconcile()
        self.assertEqual(self._shares(line), [self._own(self.zoe)])
        self.assertTrue(line.can_reconcile)

    def test_the_number_in_the_label_proposes_the_invoice(self):
        """As banks write it: words around the number; nothing is matched yet."""
        invoice = self._invoice({self.zoe: 300}, "2026-02-10")
        line = self._line(300, f"VIR SEPA Mairie {invoice.name} merci")
        self.assertEqual(self._shares(line), [self._own(self.zoe)])
        self.assertTrue(line.can_reconcile)
        self.assertFalse(line.is_reconciled)
        line.reconcile_bank_line()
        self.assertEqual(invoice.amount_residual, 0)

    def test_the_reference_of_a_supplier_proposes_the_bill(self):
        bill = self._bill(self.ali, 54, "2026-02-10")
        bill.ref = "F-318"
        line = self._line(-54, "PRLV HEBERGEUR F-318")
        self.assertEqual(self._shares(line), [self._own(self.ali)])

    def test_two_numbers_propose_nothing(self):
        names = [
            self._invoice({self.zoe: 300}, "2026-02-10").name,
            self._invoice({self.zoe: 200}, "2026-02-11").name,
        ]
        line = self._line(500, " ".join(names))
        self.assertEqual(self._shares(line), [None])

    def test_books_hold_when_matched_and_unmatched(self):
        """R432: bank by activity and structure = bank book, and the others."""
        checks = self.env["caetic.ledger.check"]

        def astray():
            found = checks._find(self.company).items()
            return {code: amount for code, (amount, _items) in found if amount}

        invoice = self._invoice({self.zoe: 100.01, self.ali: 200.02}, "2026-02-10")
        line = self._pick(self._line(300.03), self._debt(invoice))
        line.reconcile_bank_line()
        fee = self._line(-12.5, "FRAIS")
        self._write_off(fee, self.fees)
        fee.reconcile_bank_line()
        self.assertEqual(astray(), {})
        line.unreconcile_bank_line()
        self.assertFalse(line.is_reconciled)
        self.assertEqual(invoice.amount_residual, 300.03)
        self.assertEqual(astray(), {})
