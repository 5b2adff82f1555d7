# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models


class CaeticActivity(models.Model):
    """Customers that come from a table and leave in one, documents that leave."""

    _inherit = "caetic.activity"

    def _portal_get_known_sirets(self):
        """Return ``{SIRET: name}`` of the own list, archived customers included."""
        self._portal_check()
        # Contacts are private to each activity: only its own list is read.
        partners_sudo = self.env["res.partner"].sudo().with_context(active_test=False)
        known = partners_sudo.search_fetch(
            [
                ("caetic_activity_ids", "in", self.ids),
                ("company_registry", "!=", False),
            ],
            ["company_registry", "name"],
        )
        return {partner.company_registry: partner.name for partner in known}

    def _portal_import_customers(self, customers):
        """Create customers, all of them or none.

        :param customers: engine.CustomerInput without issues
        :returns: how many
        """
        self._portal_check()
        self._portal_check_present()
        # Portal users may not create contacts: these values are all checked ones.
        partners_sudo = self.env["res.partner"].sudo()
        quiet_sudo = partners_sudo.with_context(
            mail_create_nosubscribe=True, tracking_disable=True
        )
        common = {
            "caetic_activity_ids": [Command.set(self.ids)],
            "company_id": self.company_id.id,
            "lang": self._get_customer_lang(),
        }
        countries = self._get_country_ids()
        quiet_sudo.create(
            [{**self._prepare_customer(one, countries), **common} for one in customers]
        )
        return len(customers)

    def _get_country_ids(self):
        """Return ``{ISO code: identifier}`` of all countries, by one query."""
        countries = self.env["res.country"].search_fetch([], ["code"])
        return {country.code: country.id for country in countries}

    def _portal_export_customers(self):
        """The activity's customers on the list, in superuser mode, by name."""
        customers, _total = self._portal_find_customers(limit=None)
        return customers

    def _portal_export_documents(self):
        """Rows of all the documents of the activity, newest first."""
        rows, _total = self._portal_get_rows(limit=None)
        return rows
