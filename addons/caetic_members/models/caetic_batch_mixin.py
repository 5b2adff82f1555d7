# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import LockError, UserError


class CaeticBatchMixin(models.AbstractModel):
    """Long work on many records: in slices, one worker at a time, each one saved."""

    _name = "caetic.batch.mixin"
    _description = "Work in batches"

    def _run_batches(self, records, work, size, done=None):
        """Give slices of records to a method; killed at any point, it can go on.

        :param records: what to work on
        :param work: method that takes a slice
        :param int size: records of a slice
        :param done: method called after the last slice, when what follows may be late:
            with it, the work may be queued and go on after this call has returned
        :raises UserError: when somebody else is at the same work
        """
        self.ensure_one()
        for start in range(0, len(records), size):
            self._lock()
            # A slice reads its own rows, not a thousand of those that follow.
            work(records[start : start + size].with_prefetch())
            left = len(records) - start - size
            if left > 0:
                # Saves the slice: a killed run loses one, and does none twice. The
                # last one is saved by the request itself.
                self.env["ir.cron"]._commit_progress(size, remaining=left)
        if done:
            done()

    def _lock(self):
        """Keep the work to oneself until the slice is saved.

        :raises UserError: when somebody else is at it
        """
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(self._get_busy_message()) from error

    def _get_busy_message(self):
        """Return what somebody reads who comes second."""
        raise NotImplementedError
