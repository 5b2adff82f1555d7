# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import file_path

from odoo.addons.caetic_members.tests.common import CaeticCommon

from ..models.account_payment_order import METHOD

SCHEMA = "account_payment_sepa_credit_transfer/data/{}.xsd"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16")
class TestSepa(CaeticCommon):
    """Bills of several suppliers in one file that the bank's schema accepts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["res.bank"].create({"name": "Banque", "bic": "AGRIFRPPXXX"})
        cls.bank_journal.bank_account_id = cls._create_bank(
            cls.company.partner_id, "FR7630006000011234567890189"
        )
        cls.method = cls.env.ref(METHOD)
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
        activity = cls._create_activity("Studio Garrigue", cls._create_member("Zoé"))
        cls.bills = cls.env["account.move"]
        for name, amount in (("Hébergeur", 54), ("Papeterie", 33)):
            cls.customer = cls.env["res.partner"].create({"name": name})
            cls.bills |= cls._bill(activity, amount, "2026-03-02")
        cls.bills = cls.bills.with_user(cls.accountant)

    @classmethod
    def _create_bank(cls, partner, number, trusted=True):
        return cls.env["res.partner.bank"].create(
            {
                "acc_number": number,
                "partner_id": partner.id,
                "bank_id": cls.bank.id,
                "allow_out_payment": trusted,
            }
        )

    def _give_banks(self, trusted=True):
        one, two = self.bills.partner_id
        self._create_bank(one, "FR1420041010050500013M02606")
        self._create_bank(two, "FR7610107001011234567890129", trusted)

    def test_file_of_the_bills(self):
        self._give_banks()
        action = self.bills.action_caetic_sepa()
        order = self.env["account.payment.order"].browse(action["res_id"])
        schema = etree.XMLSchema(
            etree.parse(file_path(SCHEMA.format(self.method.pain_version)))
        )
        document = etree.fromstring(order.payment_file_id.raw)
        self.assertTrue(schema.validate(document), msg=schema.error_log)
        amounts = document.xpath("//*[local-name()='InstdAmt']/text()")
        self.assertEqual(sorted(amounts), ["33.00", "54.00"])
        order.generated2uploaded()
        self.assertEqual(set(self.bills.mapped("amount_residual")), {0})

    def test_twice_pays_once(self):
        self._give_banks()
        self.bills.action_caetic_sepa()
        with self.assertRaises(UserError):
            self.bills.action_caetic_sepa()

    def test_an_account_that_nobody_checked_is_not_paid(self):
        self._give_banks(trusted=False)
        with self.assertRaisesRegex(UserError, "Papeterie"):
            self.bills.action_caetic_sepa()

    def test_it_is_the_accountants_order(self):
        self._give_banks()
        with self.assertRaises(AccessError):
            self.bills.with_user(self.coordinator).action_caetic_sepa()
