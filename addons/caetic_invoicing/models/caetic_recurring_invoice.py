# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import format_date

from .. import engine

BATCH_SIZE = 20


class CaeticRecurringInvoice(models.Model):
    """An invoice that repeats: every period, reviewed or by itself.

    It repeats an issued invoice, or a draft that is its model and can be changed.

    The lines, the customer and the terms are those of the invoice it repeats. Each
    period has one invoice at most: the database refuses a second one.
    """

    _name = "caetic.recurring.invoice"
    _description = "Invoice that repeats"
    _order = "state, next_date, id"

    name = fields.Char(required=True, readonly=True)
    activity_id = fields.Many2one(
        "caetic.activity", required=True, readonly=True, index=True
    )
    company_id = fields.Many2one(related="activity_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    source_id = fields.Many2one(
        "account.move",
        string="Repeats",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    unit = fields.Selection(
        [("month", "Month"), ("quarter", "Quarter"), ("year", "Year")],
        string="Every",
        required=True,
        readonly=True,
    )
    day = fields.Integer(string="Day of the month", required=True, readonly=True)
    date_start = fields.Date(string="First period from", required=True, readonly=True)
    date_end = fields.Date(string="Last period until", readonly=True)
    count = fields.Integer(string="Number of invoices", readonly=True)
    mode = fields.Selection(
        [(engine.REVIEW, "Read again each time"), (engine.AUTO, "By itself")],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("running", "Running"), ("paused", "Paused"), ("stopped", "Over")],
        required=True,
        readonly=True,
        default="running",
    )
    pause_reason = fields.Text(string="Why it is paused", readonly=True)
    next_rank = fields.Integer(string="Next period", readonly=True)
    next_date = fields.Date(
        string="Next invoice on", compute="_compute_next_date", store=True
    )
    period_ids = fields.One2many(
        "caetic.recurring.period", "recurring_id", string="Invoices made"
    )

    _due_idx = models.Index("(next_date) WHERE state = 'running'")
    _day_of_month = models.Constraint(
        "CHECK (day BETWEEN 1 AND 31)", "A month has at most 31 days."
    )

    @api.depends("state", "next_rank", "unit", "day", "date_start", "date_end", "count")
    def _compute_next_date(self):
        for recurring in self:
            found = recurring._get_next_period()
            stopped = recurring.state == "stopped"
            recurring.next_date = found.issue if found and not stopped else False

    def _get_rhythm(self):
        self.ensure_one()
        return engine.Rhythm(
            self.unit,
            self.day,
            self.date_start,
            self.date_end or None,
            self.count or None,
        )

    def _get_next_period(self):
        """Return the engine.Period that comes next, None when it is over."""
        self.ensure_one()
        return engine.period(self._get_rhythm(), self.next_rank)

    # -- what a member of the activity does -------------------------------------------

    def _portal_pause(self):
        """Stop for a while, by hand."""
        self.ensure_one()
        self.activity_id._portal_check_present()
        if self.state != "running":
            raise UserError(self.env._("It is not running."))
        self.write({"state": "paused", "pause_reason": False})

    def _portal_resume(self):
        """Go on with the next period; those missed are not invoiced."""
        self.ensure_one()
        self.activity_id._portal_check_present()
        if self.state != "paused":
            raise UserError(self.env._("It is not paused."))
        today = fields.Date.context_today(self)
        rank = engine.next_rank(self._get_rhythm(), self.next_rank, today)
        self.write({"state": "running", "pause_reason": False, "next_rank": rank})
        self._close_if_over()

    def _portal_stop(self):
        """Stop for good; the invoices made stay as they are."""
        self.ensure_one()
        self.activity_id._portal_check_present()
        self.state = "stopped"

    def _release_model(self):
        """Let go of a draft that was the model: the last invoice made replaces it.

        :raises UserError: while it still repeats
        """
        running = self.filtered(lambda recurring: recurring.state != "stopped")
        if running:
            raise UserError(self.env._("Stop “%(name)s” first.", name=running[0].name))
        used = self.filtered(lambda recurring: recurring.period_ids.move_id)
        for recurring in used:
            recurring.source_id = recurring.period_ids.move_id[0]
        (self - used).unlink()

    def _close_if_over(self):
        if not self._get_next_period():
            self.state = "stopped"

    # -- the job ----------------------------------------------------------------------

    @api.model
    def _cron_issue(self):
        """Write the invoices whose day has come, in batches that are each saved.

        Killed at any point it can go on: a period and its invoice are one transaction.
        """
        today = fields.Date.context_today(self)
        due = self.search(
            [("state", "=", "running"), ("next_date", "<=", today)], order="id"
        )
        for start in range(0, len(due), BATCH_SIZE):
            batch = due[start : start + BATCH_SIZE]
            for recurring in batch:
                recurring._issue_due(today)
            left = len(due) - start - len(batch)
            if left and not self.env["ir.cron"]._commit_progress(
                len(batch), remaining=left
            ):
                return

    def _issue_due(self, today):
        """Write all the invoices that are due, or pause and say why."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self.lock_for_update(allow_referencing=True)
                while self.state == "running" and self.next_date <= today:
                    self._issue_next(today)
        except LockError:
            # Somebody else is at it just now.
            return
        except UserError as error:
            self.write({"state": "paused", "pause_reason": error.args[0]})

    def _issue_next(self, today):
        """Write the invoice of the next period.

        :raises UserError: no contract covers the day (R206), or staff would be misled
        """
        if self.activity_id._is_closed(today):
            raise UserError(self.activity_id._get_closed_message(today))
        found = self._get_next_period()
        made = self.period_ids.create(
            {
                "recurring_id": self.id,
                "rank": found.rank,
                "date_from": found.first,
                "date_to": found.last,
            }
        )
        made.move_id = self._make_invoice(found)
        self.next_rank = found.rank + 1
        self._close_if_over()
        if self.mode == engine.AUTO:
            made.move_id._caetic_submit()
        else:
            made._ask_review()

    def _make_invoice(self, found):
        """Write the draft invoice of a period, with the shares that were agreed."""
        source = self.source_id
        lines = source.invoice_line_ids.sorted(lambda line: (line.sequence, line.id))
        note = self.env._(
            "Period from %(first)s to %(last)s",
            first=format_date(self.env, found.first, date_format="dd/MM/yyyy"),
            last=format_date(self.env, found.last, date_format="dd/MM/yyyy"),
        )
        commands = [
            Command.create({**self._prepare_line(line), "sequence": rank})
            for rank, line in enumerate(lines, 1)
        ]
        last = {"display_type": "line_note", "name": note, "sequence": len(lines) + 1}
        move = source.with_context(mail_create_nosubscribe=True).create(
            {
                **source._caetic_prepare_stage(),
                "invoice_line_ids": [*commands, Command.create(last)],
            }
        )
        source.caetic_share_ids._copy_shares_to(move)
        return move

    def _prepare_line(self, line):
        if line.display_type != "product":
            return {"display_type": line.display_type, "name": line.name}
        return {
            "product_id": line.product_id.id,
            "name": line.name,
            "quantity": line.quantity,
            "price_unit": line.price_unit,
            "discount": line.discount,
            "product_uom_id": line.product_uom_id.id,
            "analytic_distribution": self.activity_id._get_distribution(),
        }
