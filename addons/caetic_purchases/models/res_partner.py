# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

# Activity whose member sent the document that is being read.
SENDER = "caetic_purchase_sender"


class ResPartner(models.Model):
    """Suppliers, as the documents that entrepreneurs send find them.

    Whoever sends a document chooses what is written in it: a contact found by its name,
    its address or its telephone would tell them who else is known here.
    """

    _inherit = "res.partner"

    def _caetic_get_supplier_domain(self, activity):
        """Return the domain of the suppliers that a member of an activity may meet.

        Customers are private to their activities, even those that we buy from.
        """
        suppliers = Domain("supplier_rank", ">", 0) & Domain("parent_id", "=", False)
        if "caetic_activity_ids" not in self._fields:
            return suppliers
        own = Domain("caetic_activity_ids", "in", activity.ids)
        return suppliers & (own | Domain("caetic_activity_ids", "=", False))

    def _caetic_get_sender(self):
        return self.env["caetic.activity"].browse(self.env.context.get(SENDER))

    def _retrieve_partner(
        self, name=None, phone=None, email=None, vat=None, domain=None, company=None
    ):
        """By its numbers only, among suppliers, in what an entrepreneur sends."""
        sender = self._caetic_get_sender()
        if sender:
            name = phone = email = None
            suppliers = self._caetic_get_supplier_domain(sender)
            domain = domain and list(Domain(domain) & suppliers)
        return super()._retrieve_partner(
            name=name, phone=phone, email=email, vat=vat, domain=domain, company=company
        )

    def _retrieve_partner_with_vat(self, vat, extra_domain):
        """Among suppliers, in what an entrepreneur sends."""
        sender = self._caetic_get_sender()
        if sender:
            suppliers = self._caetic_get_supplier_domain(sender)
            extra_domain = list(Domain(extra_domain) & suppliers)
        return super()._retrieve_partner_with_vat(vat, extra_domain)
