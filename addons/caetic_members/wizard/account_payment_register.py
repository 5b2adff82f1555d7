# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class AccountPaymentRegister(models.TransientModel):
    _inherit = "account.payment.register"

    def _create_payment_vals_from_wizard(self, batch_result):
        values = super()._create_payment_vals_from_wizard(batch_result)
        return self._caetic_own_write_offs(values, batch_result["lines"])

    def _create_payment_vals_from_batch(self, batch_result):
        values = super()._create_payment_vals_from_batch(batch_result)
        return self._caetic_own_write_offs(values, batch_result["lines"])

    def _caetic_own_write_offs(self, values, lines):
        """Charge a payment difference to the activity of the settled documents."""
        owner = lines.move_id.line_ids.caetic_analytic_id
        if len(owner) == 1:
            for item in values.get("write_off_line_vals", []):
                item.setdefault("analytic_distribution", {str(owner.id): 100})
        return values
