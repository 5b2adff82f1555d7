# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .. import engine
from ..engine import Issue

TYPES = {
    engine.BILLING: "invoice",
    engine.DELIVERY: "delivery",
    engine.PERSON: "contact",
}
KINDS = {odoo_type: kind for kind, odoo_type in TYPES.items()}


class CaeticActivity(models.Model):
    """The activity's own list of customers: search, archive, people, addresses."""

    _inherit = "caetic.activity"

    def _portal_find_customers(self, query="", archived=False, offset=0, limit=50):
        """Return ``(customers in superuser mode, total)``, by name.

        :param query: part of a name, of a town or of a SIRET
        :param archived: those that were put away, and no other
        """
        self._portal_check()
        domain = Domain("caetic_activity_ids", "in", self.ids)
        domain &= Domain("active", "=", not archived)
        if query:
            domain &= Domain.OR(
                [(name, "ilike", query)]
                for name in ("name", "city", "company_registry")
            )
        # Contacts are private to each activity: only its own list is read.
        partners_sudo = self.env["res.partner"].sudo()
        found = partners_sudo.search(domain, offset, limit, order="name, id")
        return found, partners_sudo.search_count(domain)

    def _portal_get_own_customer(self, partner):
        """The customer of the own list, archived or not, that no other activity has.

        :raises AccessError: when there is none: the cooperative changes the others
        """
        own_sudo = self._portal_get_customer(partner.id, archived=True)
        if not own_sudo or own_sudo.caetic_activity_ids != self:
            raise AccessError(self.env._("This customer cannot be changed."))
        return own_sudo

    def _portal_archive_customer(self, partner, active=False):
        """Put a customer away, or back in the list; documents keep it."""
        self._portal_check()
        self._portal_check_present()
        own_sudo = self._portal_get_own_customer(partner)
        own_sudo.active = active

    # -- people and addresses of a customer -------------------------------------------

    def _portal_get_contacts(self, partner):
        """People and addresses of a customer of the own list, in superuser mode."""
        own_sudo = self._portal_get_customer(partner.id, archived=True)
        contacts = own_sudo.child_ids.filtered(lambda child: child.type in KINDS)
        return contacts.sorted(lambda child: (child.type, child.name or "", child.id))

    def _portal_get_contact(self, partner, contact_id):
        """One person or address of a customer, or an empty record."""
        contacts = self._portal_get_contacts(partner)
        return contacts.filtered(lambda contact: contact.id == contact_id)

    def _portal_get_contact_form(self, contact):
        """Return the texts of the fields of a contact, or of a new one."""
        return {
            "type": KINDS.get(contact.type, "") if contact else engine.BILLING,
            "name": contact.name or "",
            "email": contact.email or "",
            "phone": contact.phone or "",
            "street": contact.street or "",
            "street2": contact.street2 or "",
            "zip": contact.zip or "",
            "city": contact.city or "",
            "country": contact.country_id.code or "FR",
        }

    def _portal_check_contact(self, contact):
        """Return the issues that only the database knows."""
        known = self._get_country(contact.country)
        return [] if known else [Issue("country", "unknown")]

    def _portal_save_contact(self, partner, contact, record=None):
        """Add or change a person or an address of a customer.

        :param partner: customer of the own list
        :param contact: engine.ContactInput without issues
        :param record: contact of this customer to change, or nothing
        """
        self._portal_check()
        self._portal_check_present()
        own_sudo = self._portal_get_own_customer(partner)
        values = self._prepare_contact(own_sudo, contact)
        if record:
            known_sudo = self._portal_get_own_contact(partner, record)
            known_sudo.write(values)
            return known_sudo
        # own_sudo: portal users may not create contacts; these values are typed ones.
        return own_sudo.with_context(mail_create_nosubscribe=True).create(
            {
                **values,
                "parent_id": own_sudo.id,
                "company_id": own_sudo.company_id.id,
                "lang": own_sudo.lang,
            }
        )

    def _prepare_contact(self, customer, contact):
        """Values of a contact; documents go to the customer's e-mail by default."""
        values = {
            "type": TYPES[contact.kind],
            "name": contact.name or customer.name,
            "email": contact.email or (contact.is_address and customer.email) or False,
            "phone": contact.phone or False,
        }
        if contact.is_address:
            values |= {
                "street": contact.street,
                "street2": contact.street2 or False,
                "zip": contact.zip,
                "city": contact.city,
                "country_id": self._get_country(contact.country).id,
            }
        return values

    def _portal_remove_contact(self, partner, record):
        """Forget a contact, or put it away when a document names it."""
        self._portal_check()
        self._portal_check_present()
        self._portal_get_own_customer(partner)
        contact_sudo = self._portal_get_own_contact(partner, record)
        # Documents of any kind keep the address that they were sent to.
        moves_sudo = self.env["account.move"].sudo()
        domain = [("partner_id", "=", contact_sudo.id)]
        domain = ["|", ("partner_shipping_id", "=", contact_sudo.id), *domain]
        if moves_sudo.search_count(domain, limit=1):
            contact_sudo.active = False
        else:
            contact_sudo.unlink()

    def _portal_get_own_contact(self, partner, record):
        contact_sudo = self._portal_get_contact(partner, record.id)
        if not contact_sudo:
            raise AccessError(self.env._("This contact cannot be changed."))
        return contact_sudo

    # -- on a document ----------------------------------------------------------------

    def _prepare_parties(self, customer, invoice):
        """Billing and delivery addresses, and what a public body wants to read."""
        addresses = customer.address_get(["invoice", "delivery"])
        public = customer._caetic_is_public_body()
        service = public and customer.caetic_service_code
        engagement = public and customer.caetic_engagement
        return {
            "partner_id": addresses["invoice"],
            "partner_shipping_id": addresses["delivery"],
            "buyer_reference": invoice.service_code or service or False,
            "contract_reference": invoice.contract or False,
            "purchase_order_reference": invoice.engagement or engagement or False,
        }

    def _get_listed_customer(self, move):
        """The customer of the list that a document is for, whatever its address."""
        partner = move.partner_id
        listed = self in partner.caetic_activity_ids
        return partner if listed else partner.parent_id or partner
