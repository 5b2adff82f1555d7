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
        written = move.invoice_line_ids.sorted(lambda line: (line.sequence, line.id))
        rows = [line.row for line in invoice.lines]
        lines = dict(zip(rows, written.ids, strict=True))
        shares = move.caetic_share_ids.create(
            [
                {
                    "move_id": move.id,
                    "activity_id": share.activity_id,
                    "percentage": share.percentage,
                    "fixed_amount": share.amount,
                    "move_line_id": lines.get(share.line, False),
                }
                for share in invoice.shares
            ]
        )
        shares._agreement_keep(agreed)

    def _prepare_share_fields(self, share):
        """Return the texts of the fields of a share that is already in a draft."""
        ordered = share.move_id.invoice_line_ids.sorted(
            lambda line: (line.sequence, line.id)
        )
        line = share.move_line_id
        percentage, amount = share.percentage, share.fixed_amount
        return {
            "activity": str(share.activity_id.id),
            "line": str(ordered.ids.index(line.id)) if line else "",
            "percentage": self._format_number(percentage) if percentage else "",
            "amount": self._format_number(amount) if amount else "",
        }
