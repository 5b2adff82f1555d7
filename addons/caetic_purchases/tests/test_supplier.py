# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which contacts the documents of entrepreneurs find: suppliers, by their numbers."""

from odoo.tests import tagged

from odoo.addons.caetic_members.uploads import check_upload

from ..models.res_partner import SENDER
from .common import PurchasesCommon
from .documents import cii

# What the document says of its seller.
NAME, VAT = "Cigale Cloud SAS", "FR23424761419"
IBAN = "FR1420041010050500013M02606"


@tagged("post_install", "-at_install")
class TestSupplier(PurchasesCommon):
    def _receive(self, number):
        """The bill that a document makes when it comes, before anybody types."""
        own, sent = self.studio.with_user(self.amelie.user_id), cii(number=number)
        upload, _code = check_upload("bill.xml", sent, ("xml",))
        move, _known = own._portal_receive_purchase(upload, sent)
        return self.env["account.move"].browse(move.id)

    def test_a_contact_is_not_found_by_its_name(self):
        someone = self.env["res.partner"].create({"name": NAME})
        self.assertNotEqual(self._receive("A-1").partner_id, someone)
        self.assertFalse(someone.country_id)

    def test_a_customer_is_not_found_by_its_vat_number(self):
        customer = self.env["res.partner"].create({"name": "Client", "vat": VAT})
        found = self._receive("A-2").partner_id
        self.assertNotEqual(found, customer)
        self.assertEqual(found.name, NAME)

    def test_a_supplier_is_found_by_its_vat_number(self):
        supplier = self.env["res.partner"].create(
            {"name": "Cigale", "vat": VAT, "supplier_rank": 1}
        )
        self.assertEqual(self._receive("A-3").partner_id, supplier)

    def test_the_second_document_finds_the_supplier_of_the_first(self):
        first = self._receive("A-4").partner_id
        self.assertEqual(self._receive("A-5").partner_id, first)

    def test_a_document_does_not_say_where_its_supplier_is_paid(self):
        bill = self._receive("A-6")
        reader = self.env["account.edi.common"].with_context(**{SENDER: self.studio.id})
        reader._import_partner_bank(bill, [IBAN])
        self.assertFalse(bill.partner_id.bank_ids)
        self.assertFalse(bill.partner_bank_id)
