# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

# UN/ECE recommendation 20, as EN 16931 wants it (BT-130): month and lump sum.
UNIT_CODES = {
    "caetic_invoicing.uom_month": "MON",
    "caetic_invoicing.uom_lump_sum": "LS",
}


class AccountEdiCommon(models.AbstractModel):
    _inherit = "account.edi.common"

    def _get_uom_unece_code(self, uom):
        """Code of the units that this addon offers, else Odoo's."""
        code = UNIT_CODES.get(uom.get_external_id().get(uom.id))
        return code or super()._get_uom_unece_code(uom)
