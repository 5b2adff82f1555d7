# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    """The form of an invoice, filled with the contact of an opportunity."""

    _inherit = "caetic.activity"

    def _portal_get_form(self, move=None, customer_id=None):
        form = super()._portal_get_form(move, customer_id)
        opportunity = move and move.caetic_opportunity_id
        if not opportunity or move.partner_id:
            return form
        return {
            **form,
            "customer": "new",
            "new-name": opportunity.contact_name or "",
            "new-email": opportunity.contact_email or "",
            "new-phone": opportunity.contact_phone or "",
            "new-zip": opportunity.zip or "",
            "new-city": opportunity.town or "",
        }

    def _portal_save_invoice(self, invoice, move=None):
        saved = super()._portal_save_invoice(invoice, move)
        if not saved.caetic_opportunity_id.partner_id:
            saved.caetic_opportunity_id.partner_id = saved.partner_id
        return saved
