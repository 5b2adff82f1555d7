# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

RECORD_MONTHS = 12


class CaeticActivity(models.Model):
    """What an activity posts alone, and what its track record has earned it."""

    _inherit = "caetic.activity"

    hold_new_customer = fields.Boolean(
        string="First invoice of a customer is read",
        tracking=True,
        default=lambda self: self.env.company.caetic_hold_new_customer,
        help="Staff read the first invoice of the activity to each customer.",
    )
    hold_public_body = fields.Boolean(
        string="Invoices to public bodies are read",
        tracking=True,
        default=lambda self: self.env.company.caetic_hold_public_body,
    )
    approval_limit_words = fields.Char(
        string="Limit today", compute="_compute_approval_limit_words"
    )

    @api.depends("auto_post_limit", "company_id")
    @api.depends_context("uid", "lang")
    def _compute_approval_limit_words(self):
        for activity in self:
            activity.approval_limit_words = activity._get_limit_words()

    def _get_limit_words(self):
        """Explain the limit in one sentence, the same to both sides."""
        self.ensure_one()
        limit, growth, record = self._get_limit_facts()
        earned = engine.grown_limit(limit, growth, record)
        if not limit:
            return self.env._("Every document is read by the cooperative.")
        values = {"limit": self._format_limit(earned)}
        if earned > limit:
            return self.env._(
                "Up to %(limit)s excl. VAT leave at once: %(base)s at the start, more "
                "since %(count)s documents were paid without trouble in 12 months.",
                base=self._format_limit(limit),
                count=record.clean,
                **values,
            )
        if growth and growth.cap > limit and not record.trouble:
            return self.env._(
                "Up to %(limit)s excl. VAT leave at once; %(left)s more documents paid "
                "without trouble raise this limit.",
                left=growth.documents - record.clean % growth.documents,
                **values,
            )
        return self.env._("Up to %(limit)s excl. VAT leave at once.", **values)

    def _format_limit(self, amount):
        return format_amount(self.env, float(amount), self.company_id.currency_id)

    def _get_earned_limit(self):
        """Return the Decimal in EUR without VAT that is posted alone today."""
        return engine.grown_limit(*self._get_limit_facts())

    def _get_limit_facts(self):
        """Return ``(limit, engine.Growth or None, engine.TrackRecord)``."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        limit = to_decimal(self.auto_post_limit)
        growths = self.env["caetic.approval.growth"]
        growth = growths._get_growth(self.company_id, today)
        if not growth or not limit:
            return limit, None, engine.TrackRecord(0)
        return limit, growth, self._get_track_record(today)

    def _get_track_record(self, today):
        """Count what was posted in the last twelve months, with and without trouble.

        The number of queries does not depend on the number of documents.
        """
        since = today - relativedelta(months=RECORD_MONTHS)
        moves_sudo = self._get_documents_sudo().search(
            [
                *self._get_document_domain(),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("invoice_date", ">=", since),
            ]
        )
        trouble = moves_sudo._caetic_get_troubled()
        released = (moves_sudo - trouble)._caetic_get_released()
        paid = [key for key, (sold, part) in released.items() if sold == part]
        return engine.TrackRecord(clean=len(paid), trouble=len(trouble))
