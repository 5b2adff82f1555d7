# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

ASKED = [("order_id.state", "=", "draft"), ("agreement_asked", "!=", False)]
LEFT = [("order_id.state", "in", ("sent", "sale"))]


class CaeticActivity(models.Model):
    """Shares of others' quotes that an activity receives, beside those of invoices."""

    _inherit = "caetic.activity"

    def _get_share_domain(self):
        """Also those of quotes that have left."""
        own = Domain("activity_id", "=", self.id)
        return super()._get_share_domain() | own & Domain(LEFT)

    def _get_asked_domain(self):
        return super()._get_asked_domain() | Domain(ASKED)

    def _get_share_states(self, shares):
        quoted = shares.filtered("order_id")
        return {
            **super()._get_share_states(shares - quoted),
            **{one: one.order_id._portal_get_quote_state() for one in quoted},
        }

    def _prepare_share_row(self, share, document_state):
        """An invoice of a quote tells the part that was agreed on it."""
        row = super()._prepare_share_row(share, document_state)
        agreed = share.quote_share_id
        row["is_quote"] = bool(share.order_id)
        if not agreed:
            return row
        is_line = bool(agreed.order_line_id)
        return {**row, "percentage": agreed.percentage, "is_line": is_line}
