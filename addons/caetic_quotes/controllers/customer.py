# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from odoo.addons.sale.controllers.portal import CustomerPortal


class QuoteCustomerPortal(CustomerPortal):
    """Odoo's own page of the customer, for quotes of activities."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        """Show a quote once it has left: drafts are their author's."""
        document_sudo = super()._document_check_access(
            model_name, document_id, access_token
        )
        if model_name == "sale.order" and request.env.user.share:
            hidden = document_sudo.caetic_activity_id and document_sudo.state == "draft"
            if hidden:
                raise AccessError(request.env._("This quote is not available."))
        return document_sudo

    @route()
    def portal_quote_accept(self, *args, **kwargs):
        """Sign: the mail of a signed quote says it, not that of a comment."""
        request.update_context(caetic_told=True)
        return super().portal_quote_accept(*args, **kwargs)

    @route()
    def portal_quote_decline(
        self, order_id, access_token=None, decline_message=None, **kwargs
    ):
        """Keep the reason, and tell the entrepreneur."""
        request.update_context(caetic_told=True)
        response = super().portal_quote_decline(
            order_id, access_token, decline_message, **kwargs
        )
        try:
            order_sudo = self._document_check_access(
                "sale.order", order_id, access_token=access_token
            )
        except (AccessError, MissingError):
            return response
        refused = order_sudo.state == "cancel" and not order_sudo.caetic_outcome
        if order_sudo.caetic_activity_id and refused:
            order_sudo._caetic_tell_refused(str(decline_message or "")[:1000])
        return response
