# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from odoo.addons.account.controllers.portal import PortalAccount


class OpenedPortal(PortalAccount):
    """The customer's own page of an invoice says that it was read."""

    @route()
    def portal_my_invoice_detail(self, *args, access_token=None, **kw):
        response = super().portal_my_invoice_detail(
            *args, access_token=access_token, **kw
        )
        invoice_id = args[0] if args else kw.get("invoice_id")
        if access_token:
            self._note_opened_sudo(invoice_id, access_token)
        return response

    def _note_opened_sudo(self, invoice_id, access_token):
        """Note the first visit by the link that the customer was sent.

        Staff and the entrepreneur who try the link are not the customer.
        """
        try:
            # The link of the customer is the right to read; it answers as superuser.
            move_sudo = self._document_check_access(
                "account.move", invoice_id, access_token
            )
        except (AccessError, MissingError):
            return
        user = request.env.user
        seller_sudo = move_sudo.caetic_activity_id
        is_seller = user in seller_sudo.member_ids.user_id
        if seller_sudo and not is_seller and not user._is_internal():
            move_sudo._caetic_note_opened()
