# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .caetic_closing_reopen import ACCOUNTANT

# Papers take a second each: a slice is saved often.
BATCH_SIZE = 10


class CaeticClosing(models.Model):
    """A posted month is published: each activity has its statement of account."""

    _inherit = "caetic.closing"

    published_on = fields.Datetime(string="Published", readonly=True, copy=False)
    statement_ids = fields.One2many(
        "caetic.statement", "closing_id", string="Statements"
    )
    statement_count = fields.Integer(
        string="Published statements", compute="_compute_statement_count"
    )

    @api.depends("statement_ids.state")
    def _compute_statement_count(self):
        groups = self.env["caetic.statement"]._read_group(
            [
                ("closing_id", "in", self.ids),
                ("state", "=", "published"),
                ("kind", "=", "month"),
            ],
            ["closing_id"],
            ["__count"],
        )
        counts = {closing.id: count for closing, count in groups}
        for closing in self:
            closing.statement_count = counts.get(closing.id, 0)

    def action_publish(self):
        """Make and archive the statement of every activity, and tell its people.

        The last month of a fiscal year publishes the year first. Stopped or killed,
        it goes on where it was: the database keeps one published statement of a kind.
        """
        self.ensure_one()
        self._check_publish()
        if self._is_year_end():
            pending = self._get_unpublished("year")
            self._run_batches(pending, self._publish_years, BATCH_SIZE)
        self._run_batches(
            self._get_unpublished("month"),
            self._publish_months,
            BATCH_SIZE,
            done=self._finish_publish,
        )

    def _publish_years(self, activities):
        self._publish_batch(activities, "year")

    def _publish_months(self, activities):
        self._publish_batch(activities, "month")

    def _finish_publish(self):
        self.published_on = fields.Datetime.now()

    def _check_publish(self):
        if not (self.env.su or self.env.user.has_group(ACCOUNTANT)):
            raise AccessError(self.env._("Only an accountant publishes a month."))
        if self.state != "posted":
            raise UserError(self.env._("A month is published once it is posted."))

    def _is_year_end(self):
        """Tell whether the fiscal year ends with the month."""
        self.ensure_one()
        year = self.company_id.compute_fiscalyear_dates(self.date)
        return year["date_to"] == self.date

    def _get_unpublished(self, kind):
        """Activities of the month, and of the year, without a published statement."""
        self.ensure_one()
        lines = self.line_ids
        if kind == "year":
            year = self.company_id.compute_fiscalyear_dates(self.date)
            lines = lines.search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("state", "=", "posted"),
                    ("date", ">=", year["date_from"]),
                    ("date", "<=", self.date),
                ]
            )
        done = self.env["caetic.statement"].search(
            [
                ("closing_id", "=", self.id),
                ("kind", "=", kind),
                ("state", "=", "published"),
            ]
        )
        return (lines.activity_id - done.activity_id).sorted("id")

    def _publish_batch(self, activities, kind):
        statements = self._make_statements_sudo(activities, kind)
        statements._archive_pdf()
        statements._send_published()

    def _make_statements_sudo(self, activities, kind):
        """Write statements of the month, checked to be the user's to publish."""
        self._check_publish()
        # Nobody writes a statement by hand: they come from here only.
        statements_sudo = self.env["caetic.statement"].sudo()
        return statements_sudo.create(
            statements_sudo._prepare_statements(self, activities, kind)
        )

    def _reopen_batch(self, lines):
        """What was published of a month that is reopened holds no more."""
        result = super()._reopen_batch(lines)
        statements = self.env["caetic.statement"].search(
            [
                ("closing_id", "=", self.id),
                ("activity_id", "in", lines.activity_id.ids),
                ("state", "=", "published"),
            ]
        )
        # Whoever reopens a month supersedes its statements, and changes no other field.
        statements_sudo = statements.sudo()
        statements_sudo.state = "superseded"
        return result

    def action_reopen(self):
        result = super().action_reopen()
        self.published_on = False
        return result

    def action_open_statements(self):
        """Open the statements of the month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.caetic_statement_action"
        )
        return {**action, "domain": [("closing_id", "=", self.id)], "context": {}}
