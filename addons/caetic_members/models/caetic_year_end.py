# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import engine

BATCH_SIZE = 50
STATES = [
    ("draft", "Draft"),
    ("proposed", "Proposed"),
    ("posting", "Being settled"),
    ("settled", "Settled"),
    ("reopening", "Being reopened"),
]


class CaeticYearEnd(models.Model):
    """The variable part of the pay of all activities, settled once a year (R123).

    The balance is due within one month after the general meeting that rules on the
    accounts (C. trav. R7331-12).
    """

    _name = "caetic.year.end"
    _description = "Year end"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "caetic.batch.mixin",
        "caetic.fiscal.year.mixin",
    ]
    _order = "date_to desc, id desc"

    meeting_date = fields.Date(
        string="General meeting",
        tracking=True,
        help="The one that rules on the accounts of the year.",
    )
    deadline = fields.Date(
        compute="_compute_deadline",
        store=True,
        help="The balance is paid within one month after the general meeting "
        "(C. trav. R7331-12).",
    )
    wish_until = fields.Date(
        string="Wishes until",
        help="Until that day, entrepreneurs say on their page whether they wish to be "
        "paid or to keep their balance.",
    )
    state = fields.Selection(
        STATES,
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many(
        "caetic.year.end.line", "year_end_id", string="Settlements"
    )
    line_count = fields.Integer(
        compute="_compute_progress", store=True, string="Number of activities"
    )
    # Stored, as those of a close: each batch writes the row of its year.
    settled_count = fields.Integer(
        compute="_compute_progress", store=True, string="Settled activities"
    )
    progress = fields.Integer(
        compute="_compute_progress", store=True, string="Progress (%)"
    )
    wish_count = fields.Integer(compute="_compute_wish_count", string="Wishes")
    due_amount = fields.Monetary(string="Balances", compute="_compute_amounts")
    pay_amount = fields.Monetary(string="To pay", compute="_compute_amounts")
    result_amount = fields.Monetary(
        string="Left as net result", compute="_compute_amounts"
    )
    reopen_reason = fields.Char(string="Why it is reopened", copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _date_uniq = models.UniqueIndex(
        "(company_id, date_to)", "This year is already being settled."
    )

    @api.depends("meeting_date")
    def _compute_deadline(self):
        months = self.env["caetic.parameter"]._get_count
        for year in self:
            met = year.meeting_date
            year.deadline = met and engine.settlement_deadline(
                met, months("settlement_months", met)
            )

    @api.depends("line_ids.state")
    def _compute_progress(self):
        for year in self:
            done = year.line_ids.filtered(lambda line: line.state == "settled")
            year.line_count = len(year.line_ids)
            year.settled_count = len(done)
            year.progress = 100 * len(done) // (len(year.line_ids) or 1)

    @api.depends("line_ids.wish")
    def _compute_wish_count(self):
        for year in self:
            year.wish_count = len(year.line_ids.filtered("wish"))

    @api.depends("line_ids.due", "line_ids.pay_amount", "line_ids.result_amount")
    def _compute_amounts(self):
        for year in self:
            year.due_amount = sum(year.line_ids.mapped("due"))
            year.pay_amount = sum(year.line_ids.mapped("pay_amount"))
            year.result_amount = sum(year.line_ids.mapped("result_amount"))

    @api.constrains("date_to", "meeting_date", "wish_until")
    def _check_dates(self):
        for year in self:
            dates = year.company_id.compute_fiscalyear_dates(year.date_to)
            if dates["date_to"] != year.date_to:
                raise ValidationError(
                    self.env._("A year ends on the last day of the fiscal year.")
                )
            if year.meeting_date and year.meeting_date <= year.date_to:
                raise ValidationError(
                    self.env._("The general meeting comes after the end of the year.")
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_settled(self):
        if self.filtered(lambda year: year.state not in ("draft", "proposed")):
            raise UserError(self.env._("A settled year is reopened, never deleted."))

    # -- acts -----------------------------------------------------------------------

    def action_compute(self):
        """Read what the closed months of the year leave to each activity.

        Computing again keeps wishes and decisions; an amount decided that is no more
        there is brought down to the balance.

        :raises UserError: while a month of the year is not posted
        """
        self.ensure_one()
        if self.state not in ("draft", "proposed"):
            raise UserError(self.env._("This year is already settled."))
        self._check_months()
        self.env["caetic.year.end.line"]._read_again(self)

    def _check_months(self):
        """Every month of the year was closed: the last one, and none is left open."""
        closings = self.env["caetic.closing"]
        year = [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
        ]
        last = closings.search([*year, ("date", "=", self.date_to)], limit=1)
        open_month = closings.search_count([*year, ("state", "!=", "posted")], limit=1)
        if open_month or last.state != "posted":
            raise UserError(
                self.env._("Close every month of the year first, the last one too.")
            )

    def action_propose(self):
        """Show each entrepreneur the balance of their year, and ask for their wish."""
        self.ensure_one()
        if self.state != "draft" or not self.line_ids:
            raise UserError(self.env._("Compute the year before you propose it."))
        self.state = "proposed"
        self._schedule_deadline()

    def _schedule_deadline(self):
        """Remind whoever proposes of the day by which balances are paid."""
        if self.deadline:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.deadline,
                summary=self.env._("Pay the balances of %(year)s", year=self.name),
                user_id=self.env.uid,
            )

    def action_follow_wishes(self):
        """Decide as each entrepreneur wishes, where nothing is decided yet."""
        self.ensure_one()
        open_lines = self.line_ids.filtered(lambda one: one.wish and not one.decision)
        for wish, lines in open_lines.grouped("wish").items():
            lines.decision = wish

    def action_settle(self):
        """Carry out the decisions: requests of pay, entries of what is left.

        Killed at any point, it resumes: each batch is saved by itself, and the
        database refuses a second entry.
        """
        self.ensure_one()
        self._check_settle()
        self.state = "posting"
        pending = self.line_ids.filtered(lambda line: line.state != "settled")
        self._run_batches(
            pending, self._settle_batch, BATCH_SIZE, done=self._finish_settle
        )

    def _check_settle(self):
        if self.state not in ("proposed", "posting"):
            raise UserError(self.env._("Propose the year before you settle it."))
        if not self.meeting_date:
            raise UserError(
                self.env._(
                    "Say when the general meeting ruled on the accounts: balances "
                    "are settled after it (C. trav. R7331-12)."
                )
            )
        if self.meeting_date > fields.Date.context_today(self):
            raise UserError(self.env._("The general meeting has not taken place yet."))
        undecided = self.line_ids.filtered(lambda line: line.due and not line.decision)
        if undecided:
            raise UserError(
                self.env._(
                    "Decide for every activity first: %(names)s.",
                    names=", ".join(undecided[:5].activity_id.mapped("name")),
                )
            )

    def _settle_batch(self, lines):
        lines._settle()

    def _finish_settle(self):
        self.state = "settled"
        self.activity_unlink(["mail.mail_activity_data_todo"])

    def action_reopen(self):
        """Take back what the settlement has made: reversed, never deleted."""
        self.ensure_one()
        if self.state not in ("posting", "settled", "reopening"):
            raise UserError(self.env._("This year is not settled."))
        if not self.reopen_reason:
            raise UserError(self.env._("Say why this year is reopened."))
        self.state = "reopening"
        settled = self.line_ids.filtered(lambda line: line.state == "settled")
        self._run_batches(
            settled, self._reopen_batch, BATCH_SIZE, done=self._finish_reopen
        )

    def _reopen_batch(self, lines):
        lines._unsettle()

    def _finish_reopen(self):
        self.message_post(
            body=self.env._("Reopened: %(reason)s", reason=self.reopen_reason)
        )
        self.write({"state": "proposed", "reopen_reason": False})

    def _get_busy_message(self):
        return self.env._("Somebody else is settling this year just now.")
