# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import fields, models

from .. import engine

ZERO = Decimal(0)
# Payments older than that say little of how a customer pays now.
REMEMBERED_MONTHS = 18


class CaeticActivity(models.Model):
    """The months to come: what is invoiced, signed, repeated, asked for and charged."""

    _inherit = "caetic.activity"

    def _get_forecast(self, today=None):
        """Return the engine.ForecastMonth of the six months to come.

        A constant number of queries, whatever the number of documents.
        """
        self.ensure_one()
        self.check_access("read")
        today = today or fields.Date.context_today(self)
        # Found readable above: what its figures come from is told with them.
        activity_sudo = self.sudo()
        reader_sudo = self.env["caetic.availability"].sudo()
        statement, rules = reader_sudo._get_forecast_rules(activity_sudo, today)
        end = engine.month_starts(today, engine.FORECAST_MONTHS + 1)[-1]
        delays = activity_sudo._get_usual_delays(today)
        flows = activity_sudo._get_forecast_sources(today, end, delays)
        return engine.forecast(statement.available, today, flows, rules)

    def _get_forecast_sources(self, today, end, delays):
        """Return the engine.Flow of what is known before a day; to extend.

        :param today: day of the reader
        :param end: first day after the forecast
        :param delays: ``{customer: days after the due date}``, zero for the others
        """
        return [
            *self._get_unpaid_flows(today, delays),
            *self._get_share_flows(today, delays),
        ]

    def _prepare_flow(self, kind, label, amount, issued, paid, **more):
        """Return the engine.Flow of a sale: what the policies make of its two days.

        :param issued: day on which it is invoiced, None when it is already
        :param paid: day on which the customer is hoped to pay
        """
        cashed = self.availability_policy == "cashed"
        by_invoice = self.scheme_id.base == "invoiced"
        return engine.Flow(
            kind,
            label,
            amount,
            day=paid if cashed else issued,
            base_day=issued if by_invoice else paid,
            **more,
        )

    def _get_unpaid_flows(self, today, delays):
        return [
            self._prepare_flow(
                "unpaid",
                document["name"],
                document["amount_available"],
                None,
                engine.expected_on(
                    document["date_due"] or today,
                    delays[document["move"].commercial_partner_id],
                    today,
                ),
                detail=document["partner_name"] or "",
                url=self._get_document_url(document["move"]),
            )
            for document in self._get_pending_documents()
        ]

    def _get_document_url(self, move):
        """Return the page of a document of the activity; none without invoicing."""
        return ""

    def _get_share_flows(self, today, delays):
        """Shares of invoices that follow their customers' payments (R428)."""
        reader = self.env["caetic.availability"]
        items = reader._get_awaited_items_sudo(self)
        if self.availability_policy == "cashed":
            items |= reader._get_awaited_items_sudo(self, owed=True)
        in_base = self.company_id.caetic_transfers_in_base
        flows = []
        for item in items:
            invoice = item.move_id.caetic_source_move_id
            rest = engine.to_decimal(item.caetic_amount)
            rest -= engine.to_decimal(item.caetic_settled)
            delay = delays[invoice.commercial_partner_id] if rest < 0 else 0
            day = engine.expected_on(invoice.invoice_date_due or today, delay, today)
            flows.append(
                engine.Flow(
                    "share",
                    invoice.name or item.name or "",
                    rest,
                    day=day,
                    base_day=day if in_base else None,
                    url=f"/my/activities/{self.id}/money/transfer",
                )
            )
        return flows

    def _get_usual_delays(self, today):
        """Return how late each customer of the activity pays, days by customer."""
        self.env["caetic.availability"]._flush_items()
        items = self.env["account.move.line"].search_fetch(
            [
                ("caetic_activity_id", "=", self.id),
                ("parent_state", "=", "posted"),
                ("caetic_term", "=", "sale"),
                (
                    "caetic_settled_date",
                    ">",
                    today - relativedelta(months=REMEMBERED_MONTHS),
                ),
                ("move_id.amount_residual", "=", 0),
                ("move_id.invoice_date_due", "!=", False),
            ],
            ["move_id", "caetic_settled_date"],
        )
        paid_on = {}
        for item in items:
            known = paid_on.get(item.move_id, item.caetic_settled_date)
            paid_on[item.move_id] = max(known, item.caetic_settled_date)
        days = defaultdict(list)
        for move, day in paid_on.items():
            days[move.commercial_partner_id].append((day - move.invoice_date_due).days)
        delays = defaultdict(int)
        delays.update({key: engine.usual_delay(own) for key, own in days.items()})
        return delays

    def action_open_forecast(self):
        """Open the forecast as the entrepreneur sees it."""
        self.ensure_one()
        self.check_access("read")
        url = f"/my/activities/{self.id}/money/forecast"
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}
