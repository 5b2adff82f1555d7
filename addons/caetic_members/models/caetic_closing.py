# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter, defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

BATCH_SIZE = 50


class CaeticClosing(models.Model):
    """The month of all activities: compute, review, post."""

    _name = "caetic.closing"
    _description = "Month close"
    _inherit = ["mail.thread", "caetic.batch.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(compute="_compute_name", store=True)
    date = fields.Date(
        string="Last day of the month",
        required=True,
        default=lambda self: self._default_date(),
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("computed", "Computed"),
            ("posting", "Being posted"),
            ("posted", "Posted"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    line_ids = fields.One2many("caetic.closing.line", "closing_id", string="Activities")
    # Stored, so that each batch writes the row of its month: whoever read the month
    # before is played again by Odoo and goes on from there, instead of posting twice.
    line_count = fields.Integer(
        compute="_compute_progress", store=True, string="Number of activities"
    )
    posted_count = fields.Integer(
        compute="_compute_progress", store=True, string="Posted activities"
    )
    reviewed_count = fields.Integer(
        compute="_compute_progress", store=True, string="Reviewed activities"
    )
    progress = fields.Integer(
        compute="_compute_progress", store=True, string="Progress (%)"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _date_uniq = models.UniqueIndex(
        "(company_id, date)", "This month already has its close."
    )

    @api.model
    def _default_date(self):
        today = fields.Date.context_today(self)
        return today.replace(day=1) - relativedelta(days=1)

    @api.depends("date")
    def _compute_name(self):
        for closing in self:
            closing.name = closing.date.strftime("%Y-%m") if closing.date else ""

    @api.depends("line_ids.state", "line_ids.is_reviewed")
    def _compute_progress(self):
        # Counted by the database: each batch asks again, of thousands of lines.
        counts = defaultdict(Counter)
        groups = self.env["caetic.closing.line"]._read_group(
            [("closing_id", "in", self.ids)],
            ["closing_id", "state", "is_reviewed"],
            ["__count"],
        )
        for closing, state, is_reviewed, count in groups:
            counts[closing.id]["line"] += count
            counts[closing.id][state] += count
            counts[closing.id]["reviewed"] += count if is_reviewed else 0
        for closing in self:
            found = counts[closing._origin.id]
            closing.line_count = found["line"]
            closing.posted_count = found["posted"]
            closing.reviewed_count = found["reviewed"]
            closing.progress = 100 * found["posted"] // (found["line"] or 1)

    @api.constrains("date")
    def _check_date(self):
        for closing in self:
            next_day = closing.date + relativedelta(days=1)
            if next_day.day != 1:
                raise ValidationError(
                    self.env._(
                        "A month closes on its last day: %(date)s is not one.",
                        date=format_date(self.env, closing.date),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        if self.filtered(lambda closing: closing.state not in ("draft", "computed")):
            raise UserError(self.env._("A posted month is reopened, never deleted."))

    def action_compute(self):
        """Compute the line of every activity; computing again changes nothing else."""
        for closing in self:
            if closing.state not in ("draft", "computed"):
                raise UserError(self.env._("This month is already posted."))
            closing._check_previous()
            closing._run_batches(
                closing._get_activities(),
                closing._fill_batch,
                BATCH_SIZE,
                done=closing._finish_compute,
            )

    def _finish_compute(self):
        self.state = "computed"
        self._run_checks()

    def action_post(self):
        """Post the entries of every activity that has none yet.

        Killed at any point, it resumes where it stopped: each batch is one
        transaction, and the database refuses a second entry of the same kind.
        """
        for closing in self:
            if closing.state == "posted":
                raise UserError(self.env._("This month is already posted."))
            if closing.state not in ("computed", "posting"):
                raise UserError(self.env._("Compute the month before posting it."))
            closing._check_previous()
            closing.state = "posting"
            closing._run_batches(
                closing._find_lines("computed"),
                closing._post_batch,
                BATCH_SIZE,
                done=closing._finish_post,
            )

    def _finish_post(self):
        self.state = "posted"

    def _check_previous(self):
        """Months close in order: what is known late enters the first open month."""
        self.ensure_one()
        earlier = self.search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("date", "<", self.date),
                ("state", "!=", "posted"),
            ],
            limit=1,
        )
        if earlier:
            raise UserError(
                self.env._("An earlier month is still open: post it first.")
            )
        if self.date >= fields.Date.context_today(self):
            raise UserError(self.env._("This month is not over yet."))

    def _find_lines(self, state):
        """Return the lines in a state, of which nothing else is read yet."""
        self.ensure_one()
        own = [("closing_id", "=", self.id), ("state", "=", state)]
        return self.env["caetic.closing.line"].search(own)

    def _get_activities(self):
        """Activities begun by the end of the month, ended and archived ones too.

        A customer may pay after the end: what is then released bears contribution.
        """
        self.ensure_one()
        return (
            self.env["caetic.activity"]
            .with_context(active_test=False)
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("date_start", "<=", self.date),
                ]
            )
        )

    def _is_over(self, activity):
        """Tell whether an activity had ended, or was put away, before this month."""
        self.ensure_one()
        ended = activity.date_end and activity.date_end < self.date.replace(day=1)
        return bool(ended or not activity.active)

    def _get_busy_message(self):
        return self.env._("Somebody else is closing this month just now.")

    def _fill_batch(self, activities):
        """Compute the lines of some activities with a constant number of queries."""
        self.ensure_one()
        lines = self.env["caetic.closing.line"]
        own = [("closing_id", "=", self.id), ("activity_id", "in", activities.ids)]
        existing = lines.search(own, order="id").grouped("activity_id")
        statements = activities._get_statements(self.date)
        stated = lines._get_stated(activities, self.date)
        scheme_at = self.env["caetic.availability"]._get_scheme_reader(activities)
        new_values = []
        for activity in activities:
            values = lines._prepare_values(
                self, activity, statements[activity.id], stated[activity.id]
            )
            values["scheme_id"] = scheme_at(activity, self.date).id
            if activity in existing:
                existing[activity]._state_again(values)
            elif not self._is_over(activity) or lines._has_movement(values):
                new_values.append(values)
        lines.create(new_values)

    def _post_batch(self, lines):
        lines._post_entries()
