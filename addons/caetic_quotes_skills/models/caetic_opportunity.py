# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

# A formed team negotiates; one that won may still have to write.
QUOTED = ("formed", "won")


class CaeticOpportunity(models.Model):
    """An opportunity that is quoted by the activity that leads the team."""

    _inherit = "caetic.opportunity"

    caetic_quote_ids = fields.One2many(
        "sale.order", "caetic_opportunity_id", string="Quotes"
    )

    @api.model
    def _portal_get_page(self, number):
        page = super()._portal_get_page(number)
        if page:
            page["quote_url"] = self._portal_get_quote_url(number)
            signed = self._portal_find_sudo(number)._is_quote_signed()
            page["can_invoice"] = page["can_invoice"] and not signed
        return page

    @api.model
    def _portal_get_quote_url(self, number):
        """Return where its quote is read or written, for the lead; else nothing."""
        found_sudo = self._portal_find_quoted_sudo(number)
        if not found_sudo:
            return ""
        base = f"/my/activities/{found_sudo.lead_activity_id.id}/quotes"
        # Customers and others do not see the quotes of an opportunity.
        live_sudo = found_sudo.sudo().caetic_quote_ids.filtered(
            lambda order: order.state != "cancel"
        )
        if live_sudo:
            return f"{base}/{live_sudo[:1].id}"
        return f"{base}/new?opportunity={found_sudo.id}"

    @api.model
    def _portal_find_quoted_sudo(self, number):
        """Return an opportunity whose quote the user may write, or an empty record."""
        found_sudo = self._portal_find_sudo(number)
        place_sudo = found_sudo and found_sudo._portal_get_place_sudo()
        leads = place_sudo and place_sudo.is_lead and place_sudo.state == "accepted"
        quoted = found_sudo.state in QUOTED and found_sudo.lead_activity_id
        # Read for the pages of the lead only.
        return found_sudo if leads and quoted else self.browse().sudo()

    @api.model
    def _portal_get_quote_values(self, number, activity):
        """Return the texts that fill a new quote, none for the others."""
        activity._portal_check()
        found_sudo = self._portal_find_quoted_sudo(number)
        # The identifier alone is compared: the activity is the user's.
        if not found_sudo or found_sudo.lead_activity_id.id != activity.id:
            return {}
        activity_sudo = found_sudo.lead_activity_id
        customer = found_sudo._get_invoice_customer(activity_sudo)
        amount = activity._format_number(found_sudo.amount or found_sudo.budget)
        return {
            "opportunity": str(found_sudo.id),
            "line-0-label": found_sudo.name,
            "line-0-price": "" if amount == "0" else amount,
            **found_sudo._prepare_quote_shares(activity_sudo),
            **found_sudo._prepare_quote_customer(customer),
        }

    def _prepare_quote_shares(self, activity):
        """Return the shares of the team as the form of a quote has them."""
        self.ensure_one()
        shares = self._get_shares_of_others(activity).items()
        rows = [
            {f"share-{row}-activity": str(other.id)}
            | {f"share-{row}-percentage": activity._format_number(percentage)}
            for row, (other, percentage) in enumerate(shares)
        ]
        return {key: text for row in rows for key, text in row.items()}

    def _prepare_quote_customer(self, customer):
        self.ensure_one()
        if customer:
            return {"customer": str(customer.id)}
        return {
            "customer": "new",
            "new-name": self.contact_name or "",
            "new-email": self.contact_email or "",
            "new-phone": self.contact_phone or "",
            "new-zip": self.zip or "",
            "new-city": self.town or "",
        }

    @api.model
    def _portal_link_quote(self, number, order):
        """Tie a quote that the lead has just written to its opportunity.

        :param order: sale.order of the lead's activity, in superuser mode
        :raises AccessError: for whoever does not lead the team
        """
        found_sudo = self._portal_find_quoted_sudo(number)
        if not found_sudo or found_sudo.lead_activity_id != order.caetic_activity_id:
            raise AccessError(self.env._("The lead of the team writes its quote."))
        order.caetic_opportunity_id = found_sudo
        order._caetic_get_unagreed()._agree_elsewhere()
        if not found_sudo.partner_id:
            found_sudo.partner_id = order.partner_id

    def _is_quote_signed(self):
        # Whoever asks may not read the quotes of the lead.
        quotes_sudo = self.sudo().caetic_quote_ids
        return "sale" in quotes_sudo.mapped("state")

    def _win_by_quote(self, order):
        """Close as won, for its amount, what a quote that was signed won."""
        if self.state != "formed":
            return
        words = self.env._("Quote %(quote)s is signed.", quote=order.name)
        self.outcome_code = self.outcome_code or "other"
        self.outcome_reason = self.outcome_reason or words
        self.amount = order.amount_untaxed
        self.action_won()

    def _get_invoice_sudo(self):
        """Refuse a second door: a signed quote is invoiced by its schedule."""
        if self._is_quote_signed():
            raise UserError(self.env._("Its quote is signed: invoice it from there."))
        return super()._get_invoice_sudo()
