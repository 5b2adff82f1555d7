# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import file_path

from odoo.addons.caetic_payroll.tests.common import PayrollCommon

SCHEMA = "account_payment_sepa_credit_transfer/data/{}.xsd"


@tagged("post_install", "-at_install")
class TestSepa(PayrollCommon):
    """The nets of a month in one file that the bank's schema accepts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["res.bank"].create({"name": "Banque", "bic": "AGRIFRPPXXX"})
        cls.bank_journal.bank_account_id = cls._create_bank(
            cls.company.partner_id, "FR7630006000011234567890189"
        )
        cls.method = cls.env.ref(
            "account_payment_sepa_credit_transfer.sepa_credit_transfer"
        )
        cls.env["account.payment.method.line"].create(
            {
                "name": "SEPA",
                "company_id": cls.company.id,
                "payment_method_id": cls.method.id,
                "bank_account_link": "fixed",
                "journal_id": cls.bank_journal.id,
                "payment_account_id": cls.company.caetic_disbursement_account_id.id,
                "selectable": True,
            }
        )
        cls.first = cls._approved(1000)
        cls.second = cls._approved(
            1000, member_id=cls.bruno.id, activity_id=cls.atelier.id
        )
        cls.board = cls._pay_month()

    @classmethod
    def _create_bank(cls, partner, number):
        return cls.env["res.partner.bank"].create(
            {
                "acc_number": number,
                "partner_id": partner.id,
                "bank_id": cls.bank.id,
                "allow_out_payment": True,
            }
        )

    def _give_banks(self):
        self._create_bank(self.ana.partner_id, "FR1420041010050500013M02606")
        self._create_bank(self.bruno.partner_id, "FR7610107001011234567890129")

    def _get_order(self):
        return self.env["account.payment.order"].search([], order="id desc", limit=1)

    def test_file_of_the_month(self):
        self._give_banks()
        self.board.action_caetic_sepa()
        content = self._get_order().payment_file_id.raw
        schema = etree.XMLSchema(
            etree.parse(file_path(SCHEMA.format(self.method.pain_version)))
        )
        document = etree.fromstring(content)
        self.assertTrue(schema.validate(document), msg=schema.error_log)
        amounts = document.xpath("//*[local-name()='InstdAmt']/text()")
        self.assertEqual(amounts, ["791.60", "791.60"])
        sums = document.xpath("//*[local-name()='CtrlSum']/text()")
        self.assertEqual(set(sums), {"1583.20"})
        names = document.xpath("//*[local-name()='Cdtr']/*[local-name()='Nm']/text()")
        self.assertEqual(sorted(names), ["Ana Ferrer", "Bruno Gil"])
        purposes = document.xpath("//*[local-name()='CtgyPurp']//text()")
        self.assertIn("SALA", "".join(purposes))

    def test_twice_pays_once(self):
        self._give_banks()
        self.board.action_caetic_sepa()
        with self.assertRaises(UserError):
            self.board.action_caetic_sepa()

    def test_whoever_has_no_bank_account_is_named(self):
        self._create_bank(self.ana.partner_id, "FR1420041010050500013M02606")
        with self.assertRaisesRegex(UserError, "Bruno Gil"):
            self.board.action_caetic_sepa()

    def test_net_is_settled_by_the_transfer(self):
        self._give_banks()
        self.board.action_caetic_sepa()
        self._get_order().generated2uploaded()
        items = self.board.slip_ids.caetic_move_ids.line_ids.filtered(
            lambda line: line.account_id == self.company.caetic_net_account_id
        )
        self.assertEqual(items.mapped("reconciled"), [True, True])

    def test_payroll_officer_may_order_the_nets(self):
        self._give_banks()
        action = self.board.with_user(self.payroll_officer).action_caetic_sepa()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(self._get_order().state, "generated")
