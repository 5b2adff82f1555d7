# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

# Of a draft that repeats: when it is due is not known before it is issued.
USUAL_TERM = timedelta(days=30)


class CaeticActivity(models.Model):
    """Invoices that repeat, in the forecast of the account."""

    _inherit = "caetic.activity"

    def _get_document_url(self, move):
        # A document that staff wrote for several activities has no page here.
        own = move.caetic_activity_id == self
        if not own:
            return super()._get_document_url(move)
        return f"/my/activities/{self.id}/invoices/{move.id}"

    def _get_forecast_sources(self, today, end, delays):
        repeated_sudo = self._get_recurring_sudo().search(
            [("activity_id", "=", self.id), ("state", "=", "running")]
        )
        return [
            *super()._get_forecast_sources(today, end, delays),
            *(
                flow
                for one in repeated_sudo
                for flow in self._get_recurring_flows(one, today, end, delays)
            ),
        ]

    def _get_recurring_flows(self, recurring, today, end, delays):
        """Invoices to come of one that repeats, each paid as its customer does."""
        source = recurring.source_id
        shared = sum(to_decimal(one.amount) for one in source.caetic_share_ids)
        amount = to_decimal(source.amount_untaxed) - shared
        term = USUAL_TERM
        if source.invoice_date and source.invoice_date_due:
            term = source.invoice_date_due - source.invoice_date
        term += timedelta(days=delays[source.commercial_partner_id])
        rhythm, rank = recurring._get_rhythm(), recurring.next_rank
        while (found := engine.period(rhythm, rank)) and found.issue < end:
            issue = max(found.issue, today)
            yield self._prepare_flow(
                "recurring",
                recurring.name,
                amount,
                issue,
                issue + term,
                detail=source.commercial_partner_id.name or "",
                url=f"/my/activities/{self.id}/recurring",
            )
            rank += 1
