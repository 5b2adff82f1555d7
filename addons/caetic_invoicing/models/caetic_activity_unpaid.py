# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticActivity(models.Model):
    """Who owes what to an activity, and whom to remind."""

    _inherit = "caetic.activity"

    def _portal_get_unpaid(self, today=None):
        """Return the unpaid documents of the activity, oldest due first.

        The number of queries does not depend on the number of documents.

        :returns: list of dicts: id, name, url, customer_id, customer, date_due,
            days_late, age, amount (Decimal in EUR, VAT included, still owed)
        """
        self._portal_check()
        today = today or fields.Date.context_today(self)
        reader = self.env["caetic.availability"]
        moves_sudo = reader._get_pending_moves_sudo(self)
        return [self._prepare_unpaid(move, today) for move in moves_sudo]

    def _prepare_unpaid(self, move, today):
        # A document that staff wrote for several activities has no page here.
        own = move.caetic_activity_id == self
        customer = move.commercial_partner_id
        return {
            "id": move.id,
            "name": move.name,
            "url": f"/my/activities/{self.id}/invoices/{move.id}" if own else "",
            "customer_id": customer.id,
            "customer": customer.name or "",
            "date_due": move.invoice_date_due,
            "days_late": engine.days_late(move.invoice_date_due, today),
            "age": engine.age_of(move.invoice_date_due, today),
            "amount": to_decimal(move.amount_residual_signed),
        }

    def _portal_get_aged(self, documents):
        """Return ``(rows by customer, row of all)`` of unpaid documents.

        :param documents: as returned by ``_portal_get_unpaid``
        """
        return engine.aged(
            engine.Debt(one["customer_id"], one["age"], one["amount"])
            for one in documents
        )
