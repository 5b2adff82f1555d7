# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from lxml import html
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .. import engine
from .common import InvoicingCommon
from .test_portal_invoices import PortalCase


@tagged("post_install", "-at_install")
class TestRecurring(InvoicingCommon):
    def setUp(self):
        super().setUp()
        self.own = self.studio.with_user(self.amelie.user_id)
        with freeze_time("2026-06-15"):
            self.source = self._draft(lines=[("Maintenance", 2, 50, self.kind_service)])
            self.source.action_post()

    def _repeat(self, **values):
        raw = {
            "name": "Maintenance",
            "unit": "month",
            "day": "5",
            "start": "2026-07-01",
            "mode": "auto",
            **values,
        }
        typed, issues = engine.parse_recurring(raw, date(2026, 6, 15))
        self.assertEqual(issues, [])
        return self.own._portal_repeat(self.source, typed)

    def _run(self, day):
        """The job of a day, at once: a test cannot save for good."""
        with (
            freeze_time(day),
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
        ):
            self.env["caetic.recurring.invoice"].sudo()._cron_issue()

    def test_every_month_by_itself_and_never_twice(self):
        recurring = self._repeat()
        self.assertEqual(str(recurring.next_date), "2026-07-05")
        self._run("2026-07-04")
        self.assertFalse(recurring.period_ids)
        for _time in range(2):
            self._run("2026-07-05")
        move = recurring.period_ids.move_id
        self.assertEqual(len(move), 1)
        self.assertEqual(move.state, "posted")
        self.assertEqual(str(move.invoice_date), "2026-07-05")
        self.assertEqual(move.amount_untaxed, 100)
        names = " ".join(move.invoice_line_ids.mapped("name"))
        self.assertIn("01/07/2026", names)
        self.assertIn("31/07/2026", names)
        self._run("2026-08-05")
        self.assertEqual(len(recurring.period_ids), 2)

    def test_forecast_counts_the_invoices_to_come(self):
        """R420: 100 of each 5th from July to November, paid 30 days later at most.

        August to November: 100 a month, less 10 % of contribution; the one of the 5th
        of November is paid in December, after the six months.
        """
        self._repeat()
        self.studio.scheme_id = self._create_scheme(tiers=[(0, 10)])
        self.source.button_draft()
        self.source.button_cancel()
        with freeze_time("2026-06-20"):
            months = self.own._get_forecast()
        flows = [flow for month in months for flow in month.flows]
        repeated = [flow for flow in flows if flow.kind == "recurring"]
        self.assertEqual({flow.amount for flow in repeated}, {100})
        self.assertEqual(
            {flow.base_day for flow in repeated}, {f.day for f in repeated}
        )
        self.assertIn("/recurring", repeated[0].url)
        self.assertEqual(sum(flow.amount for flow in flows), 90 * len(repeated))

    def test_days_missed_are_caught_up(self):
        recurring = self._repeat()
        self._run("2026-09-06")
        self.assertEqual(len(recurring.period_ids.move_id), 3)
        self.assertEqual(str(recurring.next_date), "2026-10-05")

    def test_the_database_refuses_a_period_twice(self):
        recurring = self._repeat()
        self._run("2026-07-05")
        period = recurring.sudo().period_ids
        twin = period.copy_data()[0] | {"rank": 0}
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            period.create(twin)

    def test_above_the_limit_it_waits_for_staff(self):
        """By itself does not mean without staff: the same rules hold."""
        self.studio.auto_post_limit = 99
        recurring = self._repeat()
        self._run("2026-07-05")
        move = recurring.period_ids.move_id
        self.assertEqual(move.caetic_approval_state, "submitted")
        self.assertEqual(move.caetic_approval_codes, ["amount"])

    def test_reviewed_waits_for_the_entrepreneur_who_is_told(self):
        recurring = self._repeat(mode="review")
        mails = self.env["mail.mail"].search([])
        self._run("2026-07-05")
        move = recurring.period_ids.move_id
        self.assertEqual(move.caetic_approval_state, "draft")
        mail = self.env["mail.mail"].search([]) - mails
        self.assertEqual(mail.recipient_ids, self.amelie.partner_id)
        titles = [one["title"] for one in self.own._get_todo()]
        self.assertTrue([one for one in titles if "Maintenance" in one])

    def test_r206_it_pauses_when_the_contract_ends_and_says_why(self):
        recurring = self._repeat()
        self.amelie.contract_ids.date_end = "2026-07-31"
        self._run("2026-08-05")
        # July was due on the 5th, when nobody ran: no contract covers today.
        self.assertEqual(recurring.state, "paused")
        self.assertIn("2026", recurring.pause_reason)
        self.assertFalse(recurring.period_ids)
        self.amelie.contract_ids.date_end = False
        with freeze_time("2026-09-01"):
            recurring.sudo()._portal_resume()
        self.assertEqual(str(recurring.next_date), "2026-09-05")

    def test_a_draft_is_the_model_of_those_to_come(self):
        """Hosting: the model can be changed, never leaves and is in no list."""
        self.source = self._draft(lines=[("Hébergement", 1, 30, self.kind_service)])
        recurring = self._repeat(mode="review")
        self._run("2026-07-05")
        made = recurring.period_ids.move_id
        self.assertEqual((made.state, made.amount_untaxed), ("draft", 30))
        self.source.invoice_line_ids.price_unit = 35
        self._run("2026-08-05")
        self.assertEqual(recurring.period_ids[-1].move_id.amount_untaxed, 35)
        rows, _total = self.own._portal_get_rows()
        listed = [row["id"] for row in rows]
        self.assertNotIn(self.source.id, listed)
        self.assertIn(made.id, listed)
        self.assertEqual(self.source.state, "draft")
        with self.assertRaises(UserError):
            self.source._caetic_submit()
        with self.assertRaises(UserError):
            self.source.action_post()

    def test_a_model_is_discarded_once_it_repeats_no_more(self):
        self.source = self._draft()
        recurring = self._repeat()
        with self.assertRaises(UserError):
            self.source._portal_discard()
        recurring._portal_stop()
        self.source._portal_discard()
        self.assertFalse(recurring.exists() or self.source.exists())

    def test_the_invoices_made_outlive_their_model(self):
        self.source = self._draft()
        recurring = self._repeat()
        self._run("2026-07-05")
        made = recurring.period_ids.move_id
        recurring._portal_stop()
        self.source._portal_discard()
        self.assertFalse(self.source.exists())
        self.assertEqual((recurring.source_id, made.state), (made, "posted"))

    def test_end_and_number_of_invoices(self):
        by_number = self._repeat(count="2")
        by_end = self._repeat(end="2026-08-15")
        self._run("2026-12-31")
        self.assertEqual(len(by_number.period_ids), 2)
        self.assertEqual(len(by_end.period_ids), 2)
        self.assertEqual({by_number.state, by_end.state}, {"stopped"})

    def test_pause_and_stop(self):
        recurring = self._repeat()
        recurring._portal_pause()
        self._run("2026-07-05")
        self.assertFalse(recurring.period_ids)
        with self.assertRaises(UserError):
            recurring._portal_pause()
        recurring._portal_stop()
        self._run("2026-08-05")
        self.assertFalse(recurring.period_ids)
        self.assertFalse(recurring.next_date)

    def test_shares_are_those_of_the_invoice(self):
        with freeze_time("2026-06-15"):
            share = Command.create({"activity_id": self.atelier.id, "percentage": 20})
            self.source = self._draft(caetic_share_ids=[share])
            self.source.action_post()
        recurring = self._repeat()
        self._run("2026-07-05")
        self.assertEqual(recurring.period_ids.move_id.caetic_share_ids.amount, 200)

    def test_others_neither_read_nor_write(self):
        recurring = self._repeat()
        self._run("2026-07-05")
        for record in (recurring, recurring.period_ids):
            own = record.with_user(self.amelie.user_id)
            other = record.with_user(self.bruno.user_id)
            own.check_access("read")
            self.assertFalse(other.search_count([("id", "in", record.ids)]))
            for user in (self.amelie.user_id, self.coordinator, self.adviser):
                for operation in ("create", "write", "unlink"):
                    self.assertFalse(record.with_user(user).has_access(operation))
            with self.assertRaises(AccessError):
                record.with_user(self.payroll_officer).check_access("read")
        with self.assertRaises(AccessError):
            self.studio.with_user(self.bruno.user_id)._portal_get_recurring()


@tagged("post_install", "-at_install")
class TestPortalRecurring(PortalCase):
    def test_repeat_pause_and_stop(self):
        move = self._draft()
        move.action_post()
        path = f"/invoices/{move.id}/repeat"
        response, page = self._page(path)
        self.assertEqual(response.status_code, 200)
        start = page.xpath("//input[@name='start']/@value")[0]
        form = {"name": "Site", "unit": "month", "day": "32", "mode": "review"}
        form["start"] = start
        response, page = self._post(path, **form)
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "day"))
        self.assertEqual(page.xpath("//input[@name='day']/@value"), ["32"])
        response, _page = self._post(path, **{**form, "day": "31"})
        self.assertEqual(response.status_code, 303)
        recurring = self.env["caetic.recurring.invoice"].search(
            [("source_id", "=", move.id)]
        )
        self.assertEqual(recurring.state, "running")
        response, _page = self._page("/recurring")
        self.assertIn("Site", response.text)
        for act, state in (("pause", "paused"), ("resume", "running")):
            response, _page = self._post(f"/recurring/{recurring.id}/{act}")
            self.assertEqual(response.status_code, 303)
            self.assertEqual(recurring.state, state)
        response, _page = self._post(f"/recurring/{recurring.id}/resume")
        self.assertEqual(response.status_code, 422)
        self._post(f"/recurring/{recurring.id}/stop")
        self.assertEqual(recurring.state, "stopped")

    def test_from_scratch(self):
        """The form of an invoice, then how it repeats; the model says what it is."""
        response, page = self._page("/recurring")
        href = page.xpath("//a[contains(@href, 'repeat=1')]/@href")[0]
        self.assertEqual(self.url_open(href).status_code, 200)
        response, _page = self._post("/invoices/new", **self._form(do="repeat"))
        self.assertEqual(response.status_code, 303)
        location = response.headers["Location"]
        self.assertTrue(location.endswith("/repeat"))
        response = self.url_open(location)
        self.assertEqual(response.status_code, 200)
        page = html.fromstring(response.content)
        path = "/invoices" + location.split("/invoices")[1]
        form = {"name": "Hébergement", "unit": "month", "day": "1", "mode": "auto"}
        form["start"] = page.xpath("//input[@name='start']/@value")[0]
        response, _page = self._post(path, **form)
        self.assertEqual(response.status_code, 303)
        recurring = self.env["caetic.recurring.invoice"].search(
            [("activity_id", "=", self.studio.id)]
        )
        model = recurring.source_id
        self.assertEqual((recurring.name, model.state), ("Hébergement", "draft"))
        response, page = self._page("/recurring")
        self.assertTrue(page.xpath(f"//a[contains(@href, '/invoices/{model.id}')]"))
        response, page = self._page(f"/invoices/{model.id}")
        self.assertFalse(page.xpath("//form[contains(@action, '/submit')]"))
        response, _page = self._post(f"/invoices/{model.id}/submit")
        self.assertEqual(response.status_code, 422)

    def test_those_of_others_do_not_exist(self):
        move = self._draft()
        move.action_post()
        self.authenticate("bruno", "bruno".ljust(8, "x"))
        for activity in (self.studio, self.atelier):
            path = f"/my/activities/{activity.id}/invoices/{move.id}/repeat"
            response = self.url_open(path, allow_redirects=False)
            self.assertTrue(response.headers["Location"].endswith("/my"))
