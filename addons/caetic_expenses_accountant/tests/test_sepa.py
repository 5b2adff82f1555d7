# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_path

from odoo.addons.caetic_expenses.tests.common import TODAY, ExpensesCommon

SCHEMA = "account_payment_sepa_credit_transfer/data/{}.xsd"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSepa(ExpensesCommon):
    """The expenses of several people in one file that the bank's schema accepts."""

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
        cls.claims = (cls._claim() + cls._claim(member=cls.bruno, total=33)).sudo()
        cls._post(cls.claims)
        cls.claims = cls.claims.with_env(cls.env).with_user(cls.accountant)

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
        self._create_bank(self.amelie.partner_id, "FR1420041010050500013M02606")
        self._create_bank(self.bruno.partner_id, "FR7610107001011234567890129")

    def test_file_of_the_reimbursements(self):
        self._give_banks()
        action = self.claims.action_caetic_sepa()
        order = self.env["account.payment.order"].browse(action["res_id"])
        schema = etree.XMLSchema(
            etree.parse(file_path(SCHEMA.format(self.method.pain_version)))
        )
        document = etree.fromstring(order.payment_file_id.raw)
        self.assertTrue(schema.validate(document), msg=schema.error_log)
        amounts = document.xpath("//*[local-name()='InstdAmt']/text()")
        self.assertEqual(sorted(amounts), ["22.00", "33.00"])
        order.generated2uploaded()
        self.assertEqual(
            set(
                self.claims.account_move_id.line_ids.filtered(
                    lambda line: line.display_type == "payment_term"
                ).mapped("reconciled")
            ),
            {True},
        )

    def test_twice_pays_once(self):
        self._give_banks()
        self.claims.action_caetic_sepa()
        with self.assertRaises(UserError):
            self.claims.action_caetic_sepa()

    def test_whoever_has_no_bank_account_is_named(self):
        self._create_bank(self.amelie.partner_id, "FR1420041010050500013M02606")
        with self.assertRaisesRegex(UserError, "Bruno"):
            self.claims.action_caetic_sepa()

    def test_it_is_the_accountants_order(self):
        self._give_banks()
        with self.assertRaises(AccessError):
            self.claims.with_user(self.coordinator).action_caetic_sepa()
