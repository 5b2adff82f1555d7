# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reminders by level, disputes and formal notices (R424, R605)."""

from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import engine
from .common import InvoicingCommon
from .test_portal_invoices import PortalCase
from .test_unpaid import UnpaidCase

TEXT = engine.ReminderInput("Chère Cigale,", "Merci d'avance.\n\nÀ bientôt.")


class ReminderCase(UnpaidCase):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    @classmethod
    def _get_level(cls, name):
        return cls.env.ref(f"caetic_invoicing.reminder_level_{name}")

    def _get_mails(self, move):
        return self.env["mail.mail"].search(
            [("model", "=", "account.move"), ("res_id", "=", move.id)]
        )


@tagged("post_install", "-at_install")
class TestReminder(ReminderCase, InvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.friendly, cls.firm, cls.formal = (
            cls._get_level(name) for name in ("friendly", "firm", "formal")
        )
        cls.late = cls._late(6)
        cls.reminders = cls.env["caetic.reminder"]

    def _activity(self):
        return self.studio.with_user(self.amelie.user_id)

    def _document(self, move):
        return self._activity()._portal_get_document(move.id)

    # -- by hand -----------------------------------------------------------------------

    def test_entrepreneur_sends_the_first_one(self):
        self._activity()._portal_remind(self._document(self.late), TEXT)
        reminder = self.late.caetic_reminder_ids
        self.assertEqual(reminder.level_id, self.friendly)
        self.assertEqual(reminder.user_id, self.amelie.user_id)
        self.assertEqual(reminder.email_to, "cigale@example.com")
        self.assertEqual((reminder.amount_due, reminder.days_late), (1200, 6))
        mail = self._get_mails(self.late)
        self.assertEqual(len(mail), 1)
        self.assertIn("Chère Cigale,", mail.body_html)
        self.assertIn(f"/my/invoices/{self.late.id}?access_token=", mail.body_html)
        self.assertIn(self.late.invoice_pdf_report_id, mail.attachment_ids)
        self.assertEqual(mail.reply_to, "studio@example.com")
        self.assertIn("Rappel", mail.subject)

    def test_what_is_typed_is_text(self):
        reminder = engine.ReminderInput("<b>x</b>", "<script>alert(1)</script>")
        html = self._activity()._portal_preview_reminder(
            self._document(self.late), reminder
        )
        self.assertIn("&lt;script&gt;", str(html))
        self.assertNotIn("<script>", str(html))

    def test_not_the_same_twice(self):
        self._activity()._portal_remind(self._document(self.late), TEXT)
        with self.assertRaises(UserError):
            self._activity()._portal_remind(self._document(self.late), TEXT)
        self.assertEqual(len(self._get_mails(self.late)), 1)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.late.caetic_reminder_ids.sudo().copy()

    def test_not_before_its_day(self):
        soon = self._late(4)
        with self.assertRaises(UserError):
            self._activity()._portal_remind(self._document(soon), TEXT)

    def test_not_without_an_address(self):
        self.mairie.email = False
        with self.assertRaises(UserError):
            self._activity()._portal_remind(self._document(self.late), TEXT)

    def test_never_after_payment(self):
        self._pay(self.late, 1200, fields.Date.today())
        with self.assertRaises(UserError):
            self._activity()._portal_remind(self._document(self.late), TEXT)

    def test_partly_paid_claims_the_rest(self):
        self._pay(self.late, 500, fields.Date.today())
        self._activity()._portal_remind(self._document(self.late), TEXT)
        self.assertEqual(self.late.caetic_reminder_ids.amount_due, 700)

    def test_never_on_a_credited_invoice(self):
        refund = self.late._reverse_moves([{"invoice_date": fields.Date.today()}])
        refund.action_post()
        with self.assertRaises(UserError):
            self._activity()._portal_remind(self._document(self.late), TEXT)

    def test_stopped(self):
        self._activity()._portal_stop_reminders(self._document(self.late), True)
        with self.assertRaises(UserError):
            self._activity()._portal_remind(self._document(self.late), TEXT)
        self._activity()._portal_stop_reminders(self._document(self.late), False)
        self._activity()._portal_remind(self._document(self.late), TEXT)
        self.assertTrue(self.late.caetic_reminder_ids)

    # -- disputes ----------------------------------------------------------------------

    def test_a_dispute_stops_them(self):
        activity = self._activity()
        activity._portal_open_dispute(self._document(self.late), "Livraison incomplète")
        dispute = self.late.caetic_dispute_ids
        self.assertEqual(dispute.user_id, self.amelie.user_id)
        self.assertTrue(dispute.with_user(self.accountant).reason)
        with self.assertRaises(UserError):
            activity._portal_remind(self._document(self.late), TEXT)
        with self.assertRaises(UserError):
            activity._portal_open_dispute(self._document(self.late), "Encore")
        activity._portal_close_dispute(self._document(self.late), "agreed", "Il paie")
        self.assertEqual((dispute.state, dispute.outcome), ("closed", "agreed"))
        self.assertEqual(dispute.closed_by_id, self.amelie.user_id)
        activity._portal_remind(self._document(self.late), TEXT)
        self.assertTrue(self.late.caetic_reminder_ids)

    def test_staff_note_and_close_a_dispute(self):
        dispute = (
            self.env["caetic.dispute"]
            .with_user(self.accountant)
            .create({"move_id": self.late.id, "reason": "Prix"})
        )
        with self.assertRaises(UserError):
            dispute.action_close()
        dispute.outcome = "credited"
        dispute.action_close()
        self.assertEqual(dispute.closed_by_id, self.accountant)

    # -- automatic ---------------------------------------------------------------------

    def test_nothing_is_automatic_unless_staff_say_so(self):
        self.reminders._cron_send()
        self.assertFalse(self.late.caetic_reminder_ids)

    def test_twice_in_a_day_sends_once(self):
        self.friendly.is_automatic = True
        self.reminders._cron_send()
        self.reminders._cron_send()
        self.assertEqual(self.late.caetic_reminder_ids.level_id, self.friendly)
        self.assertFalse(self.late.caetic_reminder_ids.user_id)
        self.assertEqual(len(self._get_mails(self.late)), 1)

    def test_paid_between_the_selection_and_the_sending(self):
        self.friendly.is_automatic = True
        chosen = self.reminders._get_late_documents()
        self.assertIn(self.late, chosen)
        self._pay(self.late, 1200, fields.Date.today())
        self.reminders._send_batch(chosen)
        self.assertFalse(self.late.caetic_reminder_ids)
        self.assertFalse(self._get_mails(self.late))

    def test_one_that_fails_leaves_the_others(self):
        self.friendly.is_automatic = True
        other = self._create_customer(
            self.studio, name="Sans adresse", email=False, company_registry=False
        )
        silent = self._late(10, partner=other)
        self.reminders._cron_send()
        self.assertFalse(silent.caetic_reminder_ids)
        self.assertTrue(self.late.caetic_reminder_ids)

    def test_disputed_and_stopped_are_left_out(self):
        self.friendly.is_automatic = True
        disputed, stopped = self._late(7), self._late(8)
        self.env["caetic.dispute"].create({"move_id": disputed.id, "reason": "Prix"})
        stopped.caetic_no_reminder = True
        chosen = self.reminders._get_late_documents()
        self.assertFalse(chosen & (disputed + stopped))

    # -- formal notice -----------------------------------------------------------------

    def _notice(self, days=90):
        """The formal notice of a document reminded 40 and 20 days ago."""
        move = self._late(days)
        today = fields.Date.today()
        for level, ago in ((self.friendly, 40), (self.firm, 20)):
            self.reminders.sudo().create(
                {
                    "move_id": move.id,
                    "level_id": level.id,
                    "date": today - timedelta(days=ago),
                }
            )
        self._activity()._portal_remind(self._document(move), TEXT)
        return move.caetic_reminder_ids.filtered(lambda one: one.kind == "letter")

    def test_formal_notice_waits_for_staff(self):
        """1 200 EUR, 90 days at 3 x the legal rate, and 40 EUR (D441-5)."""
        self.env["caetic.parameter"].search(
            [("code", "=", "legal_interest")]
        ).value = 4.0
        notice = self._notice()
        self.assertEqual(notice.letter_state, "to_send")
        self.assertFalse(self._get_mails(notice.move_id))
        # 1 200 x 12 % x 90 / 365 = 35.506...
        self.assertEqual((notice.interest, notice.fee), (35.51, 40))
        self.assertEqual(notice.amount_claimed, 1275.51)
        queue = self.env["caetic.desk"].search([("code", "=", "letters")])
        self.assertEqual(queue.with_user(self.accountant).count, 1)
        notice.with_user(self.accountant).action_letter_sent()
        self.assertEqual(notice.letter_state, "sent")
        self.assertEqual(notice.letter_date, fields.Date.today())

    def test_a_public_body_owes_by_its_own_law(self):
        """CCP R2192-31: 1 200 EUR, 90 days at 2 % + 8 points, and 40 EUR (D2192-35).

        2 % is no rate of the Bank: it makes the sum one to do by hand.
        """
        self.mairie.caetic_public_body = True
        self._set_rate("ecb_refinancing", "2020-01-01")
        notice = self._notice()
        # 1 200 x 10 % x 90 / 365 = 29.589...
        self.assertEqual((notice.interest, notice.fee), (29.59, 40))
        report = self.env.ref("caetic_invoicing.report_formal_notice_action")
        html, _kind = report._render_qweb_html(report.report_name, notice.ids)
        text = html.decode()
        for part in ("R2192-31", "D2192-35", "huit points"):
            self.assertIn(part, text)
        self.assertNotIn("L441-10", text)
        codes = dict(notice.move_id._caetic_get_mentions())
        self.assertIn("D2192-35", codes["public_recovery"])
        self.assertNotIn("penalty", codes)

    def _set_rate(self, code, day):
        """Enter 2 % from a day on, in place of what was known."""
        figures = self.env["caetic.parameter"]
        figures.search([("code", "=", code)]).unlink()
        values = {"code": code, "date_from": day, "value": 2, "unit": "percent"}
        figures.create({**values, "source": "Essai"})

    def test_a_rate_that_is_not_known_is_asked_for(self):
        """Nothing is made up: the letter leaves the interest out, the desk says so."""
        self.mairie.caetic_public_body = True
        self.env["caetic.parameter"].search([("code", "=", "ecb_refinancing")]).unlink()
        notice = self._notice()
        self.assertEqual((notice.interest, notice.fee), (0, 40))
        queue = self.env["caetic.desk"].search([("code", "=", "letters")])
        self.assertTrue(queue.detail)
        begin = engine.half_year(fields.Date.today())
        self._set_rate("legal_interest", begin)
        self._set_rate("ecb_refinancing", begin)
        queue.invalidate_recordset()
        self.assertFalse(queue.detail)

    def test_the_letter_says_the_law(self):
        notice = self._notice()
        report = self.env.ref("caetic_invoicing.report_formal_notice_action")
        html, _kind = report._render_qweb_html(report.report_name, notice.ids)
        text = html.decode()
        for part in (notice.move_id.name, "L441-10", "D441-5", "1344", "CAE Limoux"):
            self.assertIn(part, text)

    def test_a_private_person_owes_the_debt_alone(self):
        self.mairie.is_company = False
        notice = self._notice()
        self.assertEqual((notice.interest, notice.fee), (0, 0))

    # -- home and security -------------------------------------------------------------

    def test_late_documents_are_a_task(self):
        self.env.user.lang = "en_US"
        todo = self.studio.with_user(self.amelie.user_id)._get_todo()
        urls = [one["url"] for one in todo]
        self.assertIn(
            f"/my/activities/{self.studio.id}/invoices/{self.late.id}/reminders", urls
        )
        self._activity()._portal_remind(self._document(self.late), TEXT)
        self.assertFalse(self._activity()._get_late_todo())

    def test_as_many_queries_for_ten_times_as_many(self):
        """The home asks whom to remind, whatever the number of documents."""
        activity = self._activity()

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            activity._get_late_todo()
            return self.env.cr.sql_log_count - before

        self._late(7)
        count()
        few = count()
        for days in range(8, 28):
            self._late(days, 10)
        self.assertEqual(count(), few)

    def test_others_do_nothing(self):
        other = self.studio.with_user(self.bruno.user_id)
        for call in (
            lambda: other._portal_remind(self.late, TEXT),
            lambda: other._portal_get_reminder(self.late),
            lambda: other._portal_preview_reminder(self.late, TEXT),
            lambda: other._portal_stop_reminders(self.late, True),
            lambda: other._portal_open_dispute(self.late, "x"),
            lambda: other._portal_close_dispute(self.late, "agreed", "x"),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_rows_are_read_by_their_people_and_written_by_nobody(self):
        self._activity()._portal_remind(self._document(self.late), TEXT)
        self._activity()._portal_open_dispute(self._document(self.late), "Prix")
        for record in (self.late.caetic_reminder_ids, self.late.caetic_dispute_ids):
            own = record.with_user(self.amelie.user_id)
            other = record.with_user(self.bruno.user_id)
            domain = [("id", "=", record.id)]
            self.assertTrue(own.search_count(domain))
            self.assertFalse(other.search_count(domain))
            for operation in ("create", "write", "unlink"):
                self.assertFalse(own.has_access(operation))
            self.assertTrue(record.with_user(self.adviser).has_access("read"))
            with self.assertRaises(AccessError):
                record.with_user(self.payroll_officer).check_access("read")
            self.assertFalse(record.with_user(self.accountant).has_access("unlink"))
        reminder = self.late.caetic_reminder_ids
        self.assertFalse(reminder.with_user(self.accountant).has_access("create"))
        with self.assertRaises(AccessError):
            reminder.with_user(self.amelie.user_id).action_letter_sent()


@tagged("post_install", "-at_install")
class TestReminderPage(ReminderCase, PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.late = cls._late(6)
        cls.path = f"/invoices/{cls.late.id}/reminders"

    def test_preview_then_send(self):
        _response, page = self._page(self.path)
        self.assertTrue(page.xpath("//*[@name='message']")[0].text_content().strip())
        text = {"greeting": "Bonjour Madame,", "message": "Un oubli ?"}
        response, page = self._post(self.path, do="preview", **text)
        self.assertEqual(response.status_code, 200)
        self.assertIn(
            "Bonjour Madame,", page.xpath("//*[@id='caetic_preview']")[0].text_content()
        )
        self.assertFalse(self.late.caetic_reminder_ids)
        response, _page = self._post(self.path, do="send", **text)
        self.assertEqual(response.status_code, 303)
        self.assertIn("Un oubli ?", self._get_mails(self.late).body_html)

    def test_too_long_is_kept_with_its_error(self):
        text = "x" * 1501
        response, page = self._post(
            self.path, do="send", greeting="Bonjour", message=text
        )
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "message"))
        self.assertEqual(page.xpath("//textarea[@name='message']")[0].text, text)
        self.assertFalse(self.late.caetic_reminder_ids)

    def test_dispute_from_the_page(self):
        path = f"/invoices/{self.late.id}/dispute"
        response, page = self._post(path, reason="")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "reason"))
        response, _page = self._post(path, reason="Prix")
        self.assertEqual(response.status_code, 303)
        _response, page = self._page(self.path)
        self.assertFalse(page.xpath("//*[@name='greeting']"))
        response, page = self._post(path, outcome="x", note="Réglé")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "outcome"))
        response, _page = self._post(path, outcome="agreed", note="Réglé")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.late.caetic_dispute_ids.state, "closed")

    def test_stop_and_resume(self):
        self._post(self.path, do="stop")
        self.assertTrue(self.late.caetic_no_reminder)
        self._post(self.path, do="resume")
        self.assertFalse(self.late.caetic_no_reminder)

    def test_drafts_and_others_have_no_page(self):
        draft = self._draft()
        response = self.url_open(
            f"{self.base}/invoices/{draft.id}/reminders", allow_redirects=False
        )
        self.assertEqual(response.status_code, 303)
        self.authenticate("bruno", "bruno" + "x" * 3)
        response = self.url_open(self.base + self.path, allow_redirects=False)
        self.assertTrue(response.headers["Location"].endswith("/my"))

    def test_acts_need_a_token(self):
        for path in (self.path, f"/invoices/{self.late.id}/dispute"):
            response = self.url_open(self.base + path, data={"do": "send"})
            self.assertEqual(response.status_code, 400)
        self.assertFalse(self.late.caetic_reminder_ids)
