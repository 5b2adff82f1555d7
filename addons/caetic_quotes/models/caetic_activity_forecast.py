# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

# From the invoice to the payment; the deposit is due at once.
USUAL_TERM = timedelta(days=30)
# When what has no date is invoiced: the deposit now, the rest later.
UNDATED = {"deposit": 0, "stage": 30, "balance": 60}


class CaeticActivity(models.Model):
    """Signed quotes, in the forecast of the account."""

    _inherit = "caetic.activity"

    def _get_forecast_sources(self, today, end, delays):
        orders_sudo = self._get_quotes_sudo().search(
            [*self._get_quote_domain(), ("state", "=", "sale")]
        )
        return [
            *super()._get_forecast_sources(today, end, delays),
            *(
                flow
                for order in orders_sudo
                for flow in self._get_quote_flows(order, today, delays)
            ),
        ]

    def _get_quote_flows(self, order, today, delays):
        """What is signed and not invoiced yet, by payment of the schedule."""
        stages = order.caetic_stage_ids
        if not stages or stages.filtered(lambda s: s.kind == "balance").move_id:
            return
        shared = sum(to_decimal(one.amount) for one in order.caetic_share_ids)
        amounts = engine.split(
            to_decimal(order.amount_untaxed) - shared,
            [to_decimal(stage.percentage) for stage in stages],
        )
        for stage, amount in zip(stages, amounts, strict=True):
            if stage.move_id:
                continue
            day = stage.date or fields.Date.add(today, days=UNDATED[stage.kind])
            issue = max(day, today)
            term = timedelta(days=delays[order.partner_id.commercial_partner_id])
            if stage.kind != "deposit":
                term += USUAL_TERM
            yield self._prepare_flow(
                "quote",
                order.name,
                amount,
                issue,
                issue + term,
                detail=stage._get_title(),
                url=f"/my/activities/{self.id}/quotes/{order.id}",
            )
