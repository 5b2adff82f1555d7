# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import LockError, UserError

BATCH_SIZE = 200
KEEP_DAYS = 90


class CaeticDeadlineRun(models.Model):
    """The clocks of everybody read again, batch after batch: one row a day.

    Each batch is one transaction that also says how far it went: a run that is killed
    loses one batch and goes on from there.
    """

    _name = "caetic.deadline.run"
    _description = "Reading of the clocks"
    _order = "date desc"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True)
    last_member_id = fields.Integer(string="Read up to", readonly=True)
    done = fields.Integer(string="People read", readonly=True)
    total = fields.Integer(string="People", readonly=True)
    is_over = fields.Boolean(string="Over", readonly=True)

    _date_uniq = models.UniqueIndex("(date)", "The clocks of this day are being read.")

    @api.model
    def _cron_run(self):
        """Read every clock once a day; a killed run goes on where it stopped."""
        run_sudo = self._open_sudo()
        if not run_sudo.is_over:
            run_sudo._run_batches()

    @api.model
    def action_run(self):
        """Read every clock again now, for whoever does not wait for tonight."""
        self.check_access("create")
        run_sudo = self._open_sudo()
        if run_sudo.is_over:
            run_sudo.write({"is_over": False, "last_member_id": 0, "done": 0})
        run_sudo._run_batches()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The clocks of %(count)s people are up to date.",
                    count=run_sudo.total,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _open_sudo(self):
        """Return the run of today, made where there is none."""
        # Clocks are read for the whole cooperative, whoever asks for it.
        runs_sudo = self.env["caetic.deadline.run"].sudo()
        today = fields.Date.context_today(self)
        run_sudo = runs_sudo.search([("date", "=", today)], limit=1)
        return run_sudo or runs_sudo.create({"date": today})

    def _run_batches(self):
        """Read the clocks of all who are left; to override to spread the batches."""
        self.ensure_one()
        members = self.env["caetic.member"].with_context(active_test=False)
        left = members.search([("id", ">", self.last_member_id)], order="id")
        self.total = self.done + len(left)
        for start in range(0, len(left), BATCH_SIZE):
            self._lock()
            batch = left[start : start + BATCH_SIZE]
            # Read with the batch, not with everybody who is left.
            batch = batch.with_prefetch(batch.ids)
            self._run_batch(batch)
            remaining = len(left) - start - len(batch)
            if remaining:
                # Saves the batch, and gives its memory back.
                cron = self.env["ir.cron"]
                if not cron._commit_progress(len(batch), remaining=remaining):
                    # No time is left: the scheduler calls again for the rest.
                    return
                self.env.invalidate_all()
        self.is_over = True

    def _run_batch(self, members):
        """Read the clocks of some people with a constant number of queries."""
        self.ensure_one()
        self.env["caetic.deadline"]._sync_sudo(members, self.date)
        done = self.done + len(members)
        self.write({"last_member_id": members[-1:].id, "done": done})

    def _lock(self):
        """Keep the day to oneself until the batch is saved.

        :raises UserError: when somebody else reads the clocks
        """
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is reading the clocks just now.")
            ) from error

    @api.autovacuum
    def _gc_runs(self):
        limit = fields.Date.subtract(fields.Date.context_today(self), days=KEEP_DAYS)
        self.search([("date", "<", limit)]).unlink()
