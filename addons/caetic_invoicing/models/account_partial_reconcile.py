# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError


class AccountPartialReconcile(models.Model):
    """A payment is told to the members; a doubtful debt keeps its own entries."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._caetic_check_doubtful()
        self.env["caetic.payment.notice"]._queue_sudo(partials)
        return partials

    def _caetic_check_doubtful(self):
        """Keep the reclassification of a doubtful debt (416) out of payments.

        Set against the invoice, it would pass for a payment and make the VAT of a
        service due before the customer pays (CGI art. 269-2 c).

        :raises UserError: for anything else than its own entries
        """
        for partial in self:
            debit = partial.debit_move_id.move_id.caetic_reclass_debt_id
            credit = partial.credit_move_id.move_id.caetic_reclass_debt_id
            if debit != credit:
                raise UserError(
                    self.env._(
                        "This entry moves a doubtful debt: it pays nothing. Register "
                        "the payment on the invoice itself."
                    )
                )
