# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from operator import methodcaller

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.queue_job.delay import chain
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.queue_job.job import (
    CANCELLED,
    DONE,
    FAILED,
    PENDING,
    WAIT_DEPENDENCIES,
)

PARAMETER = "caetic_members_queue.enabled"
CHANNEL = "root.caetic"
# Seconds until a slice that found its record busy is tried again.
WAIT = 10


class CaeticBatchMixin(models.AbstractModel):
    """Long work as jobs, one slice each, where several workers share the queue.

    The slices of one work follow each other: they write in the same journal. Workers
    share the works of several months, runs and companies.
    """

    _inherit = "caetic.batch.mixin"

    def _run_batches(self, records, work, size, done=None):
        if not done or not self._caetic_is_queued():
            return super()._run_batches(records, work, size, done=done)
        self.ensure_one()
        if self._caetic_get_jobs_sudo():
            raise UserError(self._get_busy_message())
        steps = [
            self._caetic_delayable(number)._caetic_run_slice(
                records[start : start + size], work.__name__
            )
            for number, start in enumerate(range(0, len(records), size))
        ]
        last = self._caetic_delayable(len(steps))
        chain(*steps, last._caetic_finish(done.__name__)).delay()

    def _caetic_is_queued(self):
        """Tell whether long work waits for workers; a job itself does what it does."""
        # One parameter, whoever asks.
        parameters_sudo = self.env["ir.config_parameter"].sudo()
        wanted = parameters_sudo.get_param(PARAMETER) == "True"
        return wanted and not self.env.context.get("job_uuid")

    def _caetic_delayable(self, number):
        return self.delayable(
            channel=CHANNEL,
            identity_key=f"{self._caetic_job_prefix()}{number}",
            description=f"{self._description} {self.display_name} ({number + 1})",
            max_retries=0,
        )

    def _caetic_job_prefix(self):
        return f"{self._name}:{self.id}:"

    def _caetic_run_slice(self, records, name):
        """Do a slice, by the method whose name the job keeps."""
        self._lock()
        methodcaller(name, records)(self)

    def _caetic_finish(self, name):
        self._lock()
        methodcaller(name)(self)

    def _lock(self):
        if not self.env.context.get("job_uuid"):
            return super()._lock()
        try:
            return super()._lock()
        except UserError as error:
            raise RetryableJobError(
                str(error), seconds=WAIT, ignore_retry=True
            ) from error

    def _caetic_get_jobs_sudo(self):
        """Return the jobs of this record that are neither done nor stopped."""
        # Only managers of the queue read jobs: these are counted, or stopped.
        return (
            self.env["queue.job"]
            .sudo()
            .search(
                [
                    ("identity_key", "=like", f"{self._caetic_job_prefix()}%"),
                    ("state", "not in", (DONE, CANCELLED)),
                ]
            )
        )

    def _caetic_stop_jobs_sudo(self):
        """Stop what has not begun; the slice under way is finished and saved."""
        waiting = (PENDING, WAIT_DEPENDENCIES, FAILED)
        jobs_sudo = self._caetic_get_jobs_sudo()
        jobs_sudo.filtered(lambda job: job.state in waiting).button_cancelled()
