# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Invoices to public bodies, which Chorus Pro takes."""

    _inherit = "account.move"

    def _caetic_check_public(self):
        """Refuse an invoice to a public body that Chorus Pro could not deliver.

        Ordonnance 2014-697 art. 1: they receive electronic invoices alone, addressed
        by SIRET.
        """
        for move in self:
            customer = move.commercial_partner_id
            if customer._caetic_is_public_body() and not customer.company_registry:
                raise UserError(
                    self.env._(
                        "%(customer)s is a public body: add its SIRET to the customer "
                        "first.",
                        customer=customer.name,
                    )
                )
