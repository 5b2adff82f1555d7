# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.tests import tagged

from .common import InvoicingCommon
from .test_portal_invoices import PortalCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15")
class TestSending(InvoicingCommon):
    def _sent(self):
        move = self._draft()
        move.action_post()
        move.with_user(self.amelie.user_id).sudo()._portal_send()
        return move

    def _notification(self, move):
        return move.sudo().caetic_sent_message_id.notification_ids

    def test_leaving_then_sent(self):
        move = self._sent()
        self.assertTrue(move.caetic_sent_message_id)
        self._notification(move).notification_status = "ready"
        self.assertEqual(move.caetic_sending_state, "to_send")
        self._notification(move).notification_status = "sent"
        self.assertEqual(move.caetic_sending_state, "sent")
        self.assertFalse(move.caetic_sending_error)

    def test_bounced_says_why_and_is_a_todo(self):
        move = self._sent()
        self._notification(move).write(
            {"notification_status": "bounce", "failure_type": "mail_bounce"}
        )
        self.assertEqual(move.caetic_sending_state, "failed")
        self.assertIn("cigale@example.com", move.caetic_sending_error)
        own = self.studio.with_user(self.amelie.user_id)
        titles = [one["title"] for one in own._get_todo()]
        self.assertTrue([one for one in titles if move.name in one])
        copies = move._portal_get_sent()
        self.assertEqual(len(copies), 1)
        self.assertTrue(copies[0]["failed"])
        # Sent again to a mended address: the failure is over.
        move._portal_send()
        self._notification(move).notification_status = "sent"
        self.assertEqual(move.caetic_sending_state, "sent")
        self.assertEqual(len(move._portal_get_sent()), 2)

    def test_a_failure_of_the_server_is_told(self):
        move = self._sent()
        self._notification(move).write(
            {"notification_status": "exception", "failure_type": "mail_smtp"}
        )
        self.assertEqual(move.caetic_sending_state, "failed")
        self.assertTrue(move.caetic_sending_error)

    def test_planned_with_the_posting(self):
        move = self._draft(caetic_send_on_post=True)
        move.action_post()
        self.assertEqual(move.caetic_sending_state, "to_send")

    def test_staff_find_what_was_not_delivered(self):
        move = self._sent()
        self._notification(move).notification_status = "bounce"
        found = self.env["account.move"].with_user(self.coordinator)
        domain = [("caetic_sending_state", "=", "failed")]
        self.assertIn(move, found.search(domain))


@tagged("post_install", "-at_install")
class TestOpened(PortalCase):
    def test_read_by_the_customer_through_the_link(self):
        move = self._draft()
        move.action_post()
        move._portal_send()
        url = move.get_portal_url()
        # The seller who tries the link is not the customer.
        self.url_open(url)
        self.assertFalse(move.caetic_date_opened)
        self.authenticate(None, None)
        self.url_open(f"/my/invoices/{move.id}?access_token=wrong")
        self.assertFalse(move.caetic_date_opened)
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertTrue(move.caetic_date_opened)
        self.assertEqual(move.caetic_sending_state, "opened")
        self.authenticate("amelie", "amelie".ljust(8, "x"))
        response, _page = self._page(f"/invoices/{move.id}")
        self.assertEqual(response.status_code, 200)
        response, _page = self._page("/invoices")
        self.assertEqual(response.status_code, 200)
