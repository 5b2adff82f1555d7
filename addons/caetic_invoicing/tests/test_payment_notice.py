# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The entrepreneur is told when a customer has paid, once."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import InvoicingCommon
from .test_reminder import ReminderCase


@tagged("post_install", "-at_install")
class TestPaymentNotice(ReminderCase, InvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.env["caetic.payment.notice"].sudo()  # As the cron.
        cls.late = cls._late(6, 1200)

    def _get_notices(self, move):
        return self.notices.search([("move_id", "=", move.id)], order="id")

    def _get_told(self, notices):
        return self.env["mail.mail"].search(
            [("model", "=", "caetic.payment.notice"), ("res_id", "in", notices.ids)]
        )

    def test_paid_at_once(self):
        """1 440 EUR with VAT: 1 200 without, less 10 % of contribution = 1 080."""
        self._pay(self.late, 1440, fields.Date.today())
        notice = self._get_notices(self.late)
        self.notices._cron_send()
        self.assertEqual(notice.state, "sent")
        self.assertEqual((notice.amount_paid, notice.amount_available), (1440, 1080))
        mail = self._get_told(notice)
        self.assertEqual(mail.recipient_ids, self.amelie.partner_id)
        self.assertIn(self.late.name, mail.subject)
        self.assertIn("080", mail.subject)
        self.assertNotIn("en partie", mail.subject)

    def test_told_once(self):
        self._pay(self.late, 1440, fields.Date.today())
        self.notices._cron_send()
        self.notices._cron_send()
        notice = self._get_notices(self.late)
        self.assertEqual(len(self._get_told(notice)), 1)
        self.assertEqual(len(notice), 1)

    def test_in_two_times(self):
        """A third is 480 with VAT, 400 without, 360 once contributed; then 720."""
        self._pay(self.late, 480, fields.Date.today())
        self.notices._cron_send()
        self._pay(self.late, 960, fields.Date.today())
        self.notices._cron_send()
        first, second = self._get_notices(self.late)
        self.assertEqual((first.amount_available, first.is_whole), (360, False))
        self.assertEqual((second.amount_available, second.is_whole), (720, True))
        self.assertIn("en partie", self._get_told(first).subject)

    def test_shares_of_colleagues_are_taken_off(self):
        """25 % of 1 200 goes on: 900 are one's own, 810 once contributed."""
        move = self._draft(
            lines=[("Site web", 1, 1200, self.kind_service)],
            caetic_share_ids=[
                Command.create({"activity_id": self.atelier.id, "percentage": 25})
            ],
        )
        move.action_post()
        self._pay(move, 1440, fields.Date.today())
        self.notices._cron_send()
        self.assertEqual(self._get_notices(move).amount_available, 810)

    def test_weekly_summary_instead(self):
        self.amelie.wants_digest = True
        self._pay(self.late, 1440, fields.Date.today())
        self.notices._cron_send()
        notice = self._get_notices(self.late)
        self.assertEqual(notice.state, "skipped")
        self.assertFalse(self._get_told(notice))

    def test_a_credit_note_is_no_payment(self):
        refund = self.late._reverse_moves([{"invoice_date": fields.Date.today()}])
        refund.action_post()
        self.assertFalse(self._get_notices(self.late))

    def test_history_is_no_news(self):
        old = self._late(60)
        self._pay(old, 1200, fields.Date.today() - timedelta(days=40))
        self.assertFalse(self._get_notices(old))

    def test_undone_before_it_is_told(self):
        self._pay(self.late, 1440, fields.Date.today())
        self.late.line_ids.remove_move_reconcile()
        self.notices._cron_send()
        self.assertFalse(self._get_notices(self.late))

    def test_when_sales_count_when_invoiced(self):
        self.studio.availability_policy = "invoiced"
        self._pay(self.late, 1440, fields.Date.today())
        self.notices._cron_send()
        notice = self._get_notices(self.late)
        self.assertEqual((notice.state, notice.amount_available), ("sent", 0))
        self.assertNotIn("disponibles", self._get_told(notice).subject)

    def test_who_reads_the_queue(self):
        self._pay(self.late, 1440, fields.Date.today())
        notice = self._get_notices(self.late)
        notice.with_user(self.accountant).check_access("read")
        self.assertFalse(notice.with_user(self.accountant).has_access("write"))
        for user in (self.amelie.user_id, self.adviser, self.payroll_officer):
            with self.assertRaises(AccessError):
                notice.with_user(user).check_access("read")
