# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from .res_partner import SENDER


class AccountEdiCommon(models.AbstractModel):
    """Odoo's reader of electronic bills."""

    _inherit = "account.edi.common"

    def _import_partner_bank(self, invoice, bank_details):
        """Whoever sends a document does not say where its supplier is paid."""
        if self.env.context.get(SENDER):
            return None
        return super()._import_partner_bank(invoice, bank_details)
