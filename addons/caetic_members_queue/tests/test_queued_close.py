# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.caetic_members.models import caetic_closing
from odoo.addons.caetic_members.tests.common import CaeticCommon
from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.job import Job

from ..models.caetic_batch_mixin import PARAMETER


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15")
class TestQueuedClose(CaeticCommon):
    """Design section 7: the close as jobs gives what it gives in one process."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._create_member("Amélie Durand", "amelie.d")
        cls.activities = [
            cls._create_activity(f"Studio {number}", cls.member) for number in range(5)
        ]
        for activity in cls.activities:
            cls._pay(cls._invoice({activity: 1000}, "2026-06-04"), 1200, "2026-06-20")
        cls.closing = cls.env["caetic.closing"].create({"date": "2026-06-30"})
        cls.env["ir.config_parameter"].set_param(PARAMETER, "True")

    def setUp(self):
        super().setUp()
        # Two activities a slice: three slices, and the end.
        self.patch(caetic_closing, "BATCH_SIZE", 2)

    def _get_jobs(self, *states):
        self.env.flush_all()
        jobs = self.env["queue.job"].sudo().search([("channel", "=", "root.caetic")])
        return jobs.filtered(lambda job: not states or job.state in states)

    def _work(self, count=100):
        """Let the queue's own runner perform the next jobs; return how many it did."""
        for number in range(count):
            pending = self._get_jobs("pending").sorted("id")[:1]
            if not pending:
                return number
            env = self.env(user=SUPERUSER_ID)
            job = Job.load(env, pending.uuid)
            job.set_started()
            job.store()
            RunJobController._runjob(env, job)
            env.flush_all()
            self.env.invalidate_all()
        return count

    def _entries(self):
        lines = self.closing.line_ids
        return sorted(lines.move_ids.mapped("amount_total"))

    def test_nothing_is_done_until_a_worker_comes(self):
        self.closing.action_compute()
        self.assertEqual(self.closing.state, "draft")
        self.assertFalse(self.closing.line_ids)
        self.assertEqual(self.closing.job_count, 4)
        self.assertEqual(self._work(), 4)
        self.assertEqual(self.closing.state, "computed")
        self.assertEqual(len(self.closing.line_ids), 5)
        self.assertEqual(self.closing.job_count, 0)

    def test_stopped_and_resumed_without_a_second_entry(self):
        self.closing.action_compute()
        self._work()
        self.closing.action_post()
        self.assertEqual(self._work(1), 1)
        self.assertEqual(
            (self.closing.state, self.closing.posted_count), ("posting", 2)
        )
        self.assertEqual(self.closing.progress, 40)
        with self.assertRaisesRegex(UserError, "closing this month"):
            self.closing.action_post()
        self.closing.action_stop_jobs()
        self.assertEqual(self._work(), 0)
        self.assertEqual(self.closing.state, "posting")
        self.closing.action_post()
        # Two slices of the three activities that were left, and the end.
        self.assertEqual(self._work(), 3)
        self.assertEqual(self.closing.state, "posted")
        # 10 % of 1 000 each, once.
        self.assertEqual(self._entries(), [100] * 5)

    def test_reopened_in_the_background(self):
        self.closing.action_compute()
        self._work()
        self.closing.action_post()
        self._work()
        self.closing.reopen_reason = "a forgotten bill"
        self.closing.action_reopen()
        self.assertEqual(self.closing.state, "reopening")
        self._work()
        self.assertEqual(self.closing.state, "computed")
        self.assertFalse(self._entries())

    def test_at_once_where_nothing_runs_the_queue(self):
        self.env["ir.config_parameter"].set_param(PARAMETER, False)
        self.patch(caetic_closing, "BATCH_SIZE", 50)
        self.closing.action_compute()
        self.closing.action_post()
        self.assertEqual(self.closing.state, "posted")
        self.assertFalse(self._get_jobs())

    def test_jobs_work_as_who_asked(self):
        self.closing.with_user(self.accountant).action_compute()
        self.assertEqual(self._get_jobs().user_id, self.accountant)
        self._work()
        self.assertEqual(self.closing.state, "computed")
        with self.assertRaises(AccessError):
            self.closing.with_user(self.adviser).action_stop_jobs()
