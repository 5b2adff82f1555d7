# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    """Shares that an activity gives, as it types them on the form of a document."""

    _inherit = "caetic.activity"

    def _save_shares(self, move, invoice, agreed=()):
        """Write the shares of a form anew; what was agreed on alike stays agreed.

        :param move: draft of the activity, in superuser mode, lines written
        :param invoice: engine.InvoiceInput without issues
        :param agreed: what ``_get_agreed`` returned before the lines were written
        """
        move.caetic_share_ids.unlink()
        shares = move.caetic_share_ids.create(
            [
                {
                    "move_id": move.id,
                    "activity_id": share.activity_id,
                    "percentage": share.percentage,
                }
                for share in invoice.shares
            ]
        )
        shares._agreement_keep(agreed)
