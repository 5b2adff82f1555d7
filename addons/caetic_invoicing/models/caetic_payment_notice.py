# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

BATCH_SIZE = 20
# What was paid longer ago is history that somebody enters: nobody is told.
NEWS_DAYS = 30
PAYMENT_JOURNALS = ("bank", "cash", "credit")
LANG = "fr_FR"


class CaeticPaymentNotice(models.Model):
    """A customer has paid: its entrepreneurs are told once, by e-mail.

    One row per reconciliation, in the database. Those who chose the weekly summary
    find it there.
    """

    _name = "caetic.payment.notice"
    _description = "News of a payment"
    _order = "id desc"
    _rec_name = "move_id"

    partial_id = fields.Many2one(
        "account.partial.reconcile",
        string="Reconciliation",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    move_id = fields.Many2one(
        "account.move",
        string="Document",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    activity_id = fields.Many2one(
        related="move_id.caetic_activity_id", store=True, index=True
    )
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount_paid = fields.Monetary(string="Paid (VAT incl.)", readonly=True)
    amount_available = fields.Monetary(
        string="More available",
        readonly=True,
        help="Once the contribution and the shares of colleagues are taken off.",
    )
    is_whole = fields.Boolean(string="Wholly paid", readonly=True)
    date = fields.Date(string="Paid on", readonly=True)
    state = fields.Selection(
        [("waiting", "To send"), ("sent", "Sent"), ("skipped", "Nobody to tell")],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )

    _partial_uniq = models.UniqueIndex(
        "(partial_id)", "This payment has already been told."
    )

    @api.model
    def _queue_sudo(self, partials):
        """Note the payments among new reconciliations, to tell of them later."""
        # Whoever enters a payment tells of it, without a right on this queue.
        partials_sudo = partials.sudo()
        limit = fields.Date.subtract(fields.Date.context_today(self), days=NEWS_DAYS)
        news = partials_sudo.filtered(
            lambda one: one.max_date >= limit and self._is_payment(one)
        )
        # The queue is the system's: a row says what was just entered, no more.
        notices_sudo = self.sudo()
        notices_sudo.create([self._prepare_notice(one) for one in news])

    def _is_payment(self, partial):
        """Tell whether a customer has paid a document of an activity with money."""
        move = partial.debit_move_id.move_id
        paid = partial.credit_move_id.move_id
        return bool(
            move.move_type == "out_invoice"
            and move.caetic_activity_id
            and (
                paid.origin_payment_id
                or paid.statement_line_id
                or paid.journal_id.type in PAYMENT_JOURNALS
            )
        )

    def _prepare_notice(self, partial):
        return {
            "partial_id": partial.id,
            "move_id": partial.debit_move_id.move_id.id,
            "amount_paid": partial.amount,
            "date": partial.max_date,
        }

    # -- sending -----------------------------------------------------------------------

    @api.model
    def _cron_send(self):
        """Tell of the payments that wait; a killed run loses one batch."""
        waiting = self.search([("state", "=", "waiting")], order="id")
        for start in range(0, len(waiting), BATCH_SIZE):
            batch = waiting[start : start + BATCH_SIZE]
            batch._send()
            left = len(waiting) - start - len(batch)
            if left:
                cron = self.env["ir.cron"]
                if not cron._commit_progress(len(batch), remaining=left):
                    return

    def _send(self):
        """Put the e-mails in the outbox, in one transaction with their states."""
        told = self.filtered(lambda notice: notice._get_recipients())
        (self - told).state = "skipped"
        told._fill_amounts()
        if told:
            # The outbox is the system's; the members read of their own activity.
            template_sudo = self.env.ref(
                "caetic_invoicing.mail_template_payment_notice"
            ).sudo()
            lang = LANG if self.env["res.lang"]._lang_get(LANG) else self.env.lang
            template_sudo.with_context(lang=lang).send_mail_batch(
                told.ids, email_layout_xmlid="mail.mail_notification_light"
            )
            told.state = "sent"

    def _get_recipients(self):
        """People to tell: the members who did not choose the weekly summary."""
        self.ensure_one()
        # Who is told is no choice of whoever enters the payment.
        members_sudo = self.activity_id.sudo().member_ids
        told = members_sudo.filtered(
            lambda one: one.user_id.active and one.email and not one.wants_digest
        )
        return told.partner_id

    def _fill_amounts(self):
        payments = self.move_id._caetic_get_payments()
        for notice in self:
            total, days = payments.get(notice.move_id.id, (Decimal(0), {}))
            left = total - sum(days.values(), Decimal(0))
            notice.is_whole = left <= 0
            notice.amount_available = float(notice._get_available(total))

    def _get_available(self, total):
        """What the payment brings, EUR: nothing where sales count when invoiced."""
        self.ensure_one()
        activity = self.activity_id
        if activity.availability_policy != "cashed":
            return Decimal(0)
        earlier = self.move_id.line_ids.matched_credit_ids.filtered(
            lambda one: one.id < self.partial_id.id and self._is_payment(one)
        )
        lines = self.move_id.line_ids.filtered(
            lambda line: line.caetic_activity_id == activity
        )
        passed = self.move_id.caetic_follower_ids.line_ids.filtered(
            lambda line: line.caetic_activity_id == activity and line.caetic_amount < 0
        )
        released = engine.released_by(
            total,
            to_decimal(sum(earlier.mapped("amount"))),
            to_decimal(self.amount_paid),
            to_decimal(sum(lines.mapped("caetic_amount"))),
            -to_decimal(sum(passed.mapped("caetic_amount"))),
        )
        own = released.own - released.shared
        in_base = activity.company_id.caetic_transfers_in_base
        base = own if in_base else released.own
        return own - activity._get_contribution_within(base)
