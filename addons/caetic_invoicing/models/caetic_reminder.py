# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from psycopg2.errors import SerializationFailure

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

BATCH_SIZE = 50
_logger = logging.getLogger(__name__)


class CaeticReminder(models.Model):
    """A reminder that left, or a formal notice that waits for its registered letter.

    One row per document and level, in the database: nobody gets the same twice.
    """

    _name = "caetic.reminder"
    _description = "Reminder"
    _order = "date desc, id desc"
    _rec_name = "move_id"

    move_id = fields.Many2one(
        "account.move",
        string="Document",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    level_id = fields.Many2one(
        "caetic.reminder.level", required=True, readonly=True, ondelete="restrict"
    )
    activity_id = fields.Many2one(
        related="move_id.caetic_activity_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="move_id.commercial_partner_id", string="Customer"
    )
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    currency_id = fields.Many2one(related="move_id.currency_id")
    kind = fields.Selection(related="level_id.kind", store=True)
    date = fields.Date(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Sent by", readonly=True, help="Empty: automatically."
    )
    email_to = fields.Char(string="Sent to", readonly=True)
    mail_id = fields.Many2one(
        "mail.mail", readonly=True, ondelete="set null", groups="base.group_system"
    )
    days_late = fields.Integer(readonly=True)
    amount_due = fields.Monetary(string="Left (VAT incl.)", readonly=True)
    interest = fields.Monetary(string="Late interest", readonly=True)
    fee = fields.Monetary(string="Recovery lump sum", readonly=True)
    amount_claimed = fields.Monetary(
        string="Claimed in all", compute="_compute_amount_claimed"
    )
    letter_state = fields.Selection(
        [("to_send", "To post"), ("sent", "Posted")], string="Letter", readonly=True
    )
    letter_number = fields.Char(string="Registered letter number")
    letter_date = fields.Date(string="Posted on", readonly=True)

    _document_level_uniq = models.UniqueIndex(
        "(move_id, level_id)", "This reminder has already been sent."
    )

    @api.depends("amount_due", "interest", "fee")
    def _compute_amount_claimed(self):
        for reminder in self:
            parts = (reminder.amount_due, reminder.interest, reminder.fee)
            reminder.amount_claimed = sum(parts)

    # -- sending -----------------------------------------------------------------------

    @api.model
    def _remind(self, move, level, text=None, is_automatic=False):
        """Send the next reminder of a document, or queue its letter for staff.

        What is owed is read again from the payments, with the document locked: who
        pays at the same time makes this act wait, or start again.

        :param text: engine.ReminderInput, by default the text of the level
        :raises UserError: when nothing is to be reminded any more
        """
        # The caller has checked who asks; the document and the mail are the system's.
        move_sudo = move.sudo()
        level_sudo = level.sudo()  # What staff configure is used by all.
        is_mail = level_sudo.kind == "mail"
        if is_mail:
            # May save its work: before the lock.
            move_sudo._portal_get_pdf()
        move_sudo._caetic_lock()
        refusal = move_sudo._caetic_get_reminder_refusal(level_sudo)
        if refusal:
            raise UserError(refusal)
        values = self._prepare_reminder(move_sudo, level_sudo, is_automatic)
        # Nobody writes reminders by another door.
        reminders_sudo = self.sudo()
        reminder_sudo = reminders_sudo.create(values)
        if is_mail:
            reminder_sudo._queue_mail(text or level_sudo)
        return reminder_sudo

    def _prepare_reminder(self, move, level, is_automatic):
        claim = move._caetic_get_claim()
        is_letter = level.kind == "letter"
        return {
            "move_id": move.id,
            "level_id": level.id,
            "date": fields.Date.context_today(self),
            "user_id": False if is_automatic else self.env.uid,
            "email_to": False if is_letter else move.partner_id.email,
            "days_late": claim.days,
            "amount_due": float(claim.principal),
            "interest": float(claim.interest) if is_letter else 0.0,
            "fee": float(claim.fee) if is_letter else 0.0,
            "letter_state": "to_send" if is_letter else False,
        }

    def _queue_mail(self, text):
        """Put the e-mail in the outbox, with the PDF: one transaction with the row."""
        self.ensure_one()
        move = self.move_id
        template = self.level_id.template_id._caetic_with_reminder(move, text)
        pdf = move.invoice_pdf_report_id
        mail_id = template.send_mail(
            move.id,
            email_values={"attachment_ids": [Command.link(pdf.id)] if pdf else []},
            email_layout_xmlid="mail.mail_notification_light",
        )
        self.mail_id = mail_id

    # -- automatic ones ----------------------------------------------------------------

    @api.model
    def _cron_send(self):
        """Send the automatic reminders that are due; a killed run loses one batch."""
        moves = self._get_late_documents()
        for start in range(0, len(moves), BATCH_SIZE):
            batch = moves[start : start + BATCH_SIZE]
            self._send_batch(batch)
            left = len(moves) - start - len(batch)
            if left:
                cron = self.env["ir.cron"]
                if not cron._commit_progress(len(batch), remaining=left):
                    return

    def _get_late_documents(self):
        """Documents that an automatic level may concern today."""
        levels = self.env["caetic.reminder.level"]._get_all_sudo()
        days = levels.filtered("is_automatic").mapped("days")
        if not days:
            return self.env["account.move"]
        today = fields.Date.context_today(self)
        return self.env["account.move"].search(
            [
                ("caetic_activity_id", "!=", False),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("amount_residual", ">", 0),
                ("payment_state", "not in", ("paid", "reversed")),
                ("invoice_date_due", "<=", fields.Date.subtract(today, days=min(days))),
                ("caetic_no_reminder", "=", False),
                ("caetic_dispute_ids", "not any", [("state", "=", "open")]),
            ],
            order="id",
        )

    def _send_batch(self, moves):
        """Send what is due of some documents; one that fails leaves the others."""
        today = fields.Date.context_today(self)
        for move, (level, day) in moves._caetic_get_steps().items():
            if day > today or not level.is_automatic:
                continue
            try:
                with self.env.cr.savepoint():
                    self._remind(move, level, is_automatic=True)
            except (UserError, SerializationFailure) as error:
                _logger.info("No reminder of %s: %s", move.name, error)

    # -- letters -----------------------------------------------------------------------

    def action_letter_sent(self):
        """Note that the registered letter was posted today."""
        self.check_access("write")
        waiting = self.filtered(lambda one: one.letter_state == "to_send")
        waiting.write(
            {"letter_state": "sent", "letter_date": fields.Date.context_today(self)}
        )

    def action_print_letter(self):
        """Print the formal notice."""
        self.check_access("read")
        report = self.env.ref("caetic_invoicing.report_formal_notice_action")
        return report.report_action(self)

    def _get_document_title(self):
        self.ensure_one()
        number = self.move_id.name.replace("/", "-")
        return f"Mise en demeure {number}"
