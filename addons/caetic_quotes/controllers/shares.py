# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request

from odoo.addons.caetic_invoicing.controllers.shares import SaleSharesPortal

from . import wording


class QuoteSharesPortal(SaleSharesPortal):
    """Shares of quotes among those that colleagues propose."""

    def _get_share_writer(self):
        return wording.share_writer(request.env, super()._get_share_writer())
