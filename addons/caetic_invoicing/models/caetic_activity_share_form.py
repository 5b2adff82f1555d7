# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    """Shares that an activity gives, as it types them on the form of a document."""

    _inherit = "caetic.activity"

    def _save_shares(self, document, typed, agreed=()):
        """Write the shares of a form anew; what was agreed on alike stays agreed.

        :param document: draft of the activity, in superuser mode, lines written
        :param typed: engine.InvoiceInput without issues
        :param agreed: what ``_get_agreed`` returned before the lines were written
        """
        document.caetic_share_ids.unlink()
        written = self._get_ordered_lines(document)
        rows = [line.row for line in typed.lines]
        lines = dict(zip(rows, written.ids, strict=True))
        shares = document.caetic_share_ids.create(
            [
                {
                    "activity_id": share.activity_id,
                    "percentage": share.percentage,
                    "fixed_amount": share.amount,
                    **document._caetic_prepare_place(lines.get(share.line, False)),
                }
                for share in typed.shares
            ]
        )
        shares._agreement_keep(agreed)

    def _get_ordered_lines(self, document):
        lines = document._caetic_get_lines()
        return lines.sorted(lambda line: (line.sequence, line.id))

    def _prepare_share_rows(self, document):
        """Return the texts of the fields of the shares of a draft."""
        form = {}
        for row, share in enumerate(document.caetic_share_ids):
            values = self._prepare_share_fields(share)
            form |= {f"share-{row}-{name}": text for name, text in values.items()}
        return form

    def _prepare_share_fields(self, share):
        """Return the texts of the fields of a share that is already in a draft."""
        ordered = self._get_ordered_lines(share._get_document())
        line = share._get_line()
        percentage, amount = share.percentage, share.fixed_amount
        return {
            "activity": str(share.activity_id.id),
            "line": str(ordered.ids.index(line.id)) if line else "",
            "percentage": self._format_number(percentage) if percentage else "",
            "amount": self._format_number(amount) if amount else "",
        }
