# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
import re
from datetime import date
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import PayrollCommon


@tagged("post_install", "-at_install")
class TestPortal(PayrollCommon, HttpCase):
    """An entrepreneur asks for pay and reads payslips; nobody else does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = patch.object(
            fields.Date, "context_today", side_effect=lambda *_args: date(2026, 10, 12)
        )
        cls.startClassPatcher(today)
        # 3 000 cashed less 10 %: 2 700 can be used.
        cls._feed(cls.studio, 3000)
        cls.url = f"/my/activities/{cls.studio.id}/pay"

    def _post(self, **values):
        page = self.url_open(self.url).text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(self.url, data={"csrf_token": token, **values})

    def _assert_amounts(self, page, *amounts):
        """Amounts as the reader's language writes them."""
        plain = re.sub(r"\s", "", page.replace("&nbsp;", ""))
        for amount in amounts:
            written = {amount, amount.replace(",", "").replace(".", ",")}
            self.assertTrue(any(text in plain for text in written), msg=amount)

    def _requests(self):
        return self.env["caetic.pay.request"].search([])

    def test_page_says_what_is_payable_and_what_it_gives(self):
        self.authenticate("ana_ferrer", "ana_ferrer")
        page = self.url_open(f"{self.url}?mode=gross&amount=1000").text
        self._assert_amounts(page, "2,700.00", "1,052.66", "791.60", "1,647.34")

    def test_ask_for_a_net_without_javascript(self):
        self.authenticate("ana_ferrer", "ana_ferrer")
        response = self._post(
            do="submit", month="2026-10-01", mode="net", amount="1 500,00"
        )
        self.assertEqual(response.status_code, 200)
        request = self._requests()
        self.assertEqual(request.state, "submitted")
        self.assertGreaterEqual(request.net, 1500)
        self.assertEqual(request.member_id, self.ana)

    def test_recalculate_asks_for_nothing(self):
        self.authenticate("ana_ferrer", "ana_ferrer")
        page = self._post(
            do="compute", month="2026-10-01", mode="gross", amount="1000"
        ).text
        self._assert_amounts(page, "791.60")
        self.assertFalse(self._requests())

    def test_recalculate_says_what_is_wrong_too(self):
        """Without JavaScript, nobody is left before a page that does not answer."""
        self.authenticate("ana_ferrer", "ana_ferrer")
        response = self._post(do="compute", mode="net", amount="beaucoup")
        self.assertEqual(response.status_code, 422)
        self.assertIn('id="amount_error"', response.text)
        self.assertIn('value="beaucoup"', response.text)

    def test_errors_are_beside_the_field_and_nothing_is_lost(self):
        self.authenticate("ana_ferrer", "ana_ferrer")
        for amount in ("", "beaucoup", "-5", "9000", "100"):
            response = self._post(
                do="submit", month="2026-10-01", mode="gross", amount=amount
            )
            self.assertEqual(response.status_code, 422, amount)
            self.assertIn('id="amount_error"', response.text, amount)
            self.assertIn(f'value="{amount}"', response.text)
        self.assertFalse(self._requests())

    def test_fixed_part_is_due_with_an_empty_account(self):
        """R529: the fixed part may be asked for whatever the balance."""
        self._bill(self.studio, 5000, "2026-10-02")
        self.authenticate("ana_ferrer", "ana_ferrer")
        self._post(do="submit", month="2026-10-01", mode="gross", amount="150")
        self.assertEqual(self._requests().gross, 150)

    def test_change_then_take_back(self):
        self.authenticate("ana_ferrer", "ana_ferrer")
        self._post(do="submit", month="2026-10-01", mode="gross", amount="1000")
        self._post(do="submit", month="2026-10-01", mode="gross", amount="1200")
        self.assertEqual(self._requests().gross, 1200)
        self._post(do="withdraw", month="2026-10-01")
        self.assertEqual(self._requests().state, "draft")
        self._post(do="submit", month="2026-10-01", mode="gross", amount="800")
        self.assertEqual(self._requests().state, "submitted")

    def test_approved_cannot_be_changed(self):
        request = self._approved(1000)
        self.authenticate("ana_ferrer", "ana_ferrer")
        response = self._post(
            do="submit", month="2026-10-01", mode="gross", amount="1200"
        )
        self.assertEqual(response.status_code, 422)
        self.assertEqual(request.gross, 1000)

    def test_a_refusal_says_its_reason(self):
        request = self._request(1000)
        request.action_submit()
        request._refuse("Facture en litige")
        self.authenticate("ana_ferrer", "ana_ferrer")
        self.assertIn("Facture en litige", self.url_open(self.url).text)

    def test_live_figures(self):
        self.authenticate("ana_ferrer", "ana_ferrer")
        query = "month=2026-10-01&mode=gross&amount=1000"
        figures = json.loads(self.url_open(f"{self.url}/figures?{query}").text)
        self.assertEqual(figures["numbers"]["net"], 791.60)
        self.assertEqual(figures["numbers"]["left"], 1647.34)
        self.assertAlmostEqual(
            sum(share["width"] for share in figures["shares"]), 100, 1
        )

    def test_others_reach_nothing(self):
        self._request(1000).action_submit()
        for login in ("bruno_gil", "staff_adviser"):
            self.authenticate(login, login)
            for path in (self.url, f"{self.url}/figures?mode=gross&amount=1000"):
                response = self.url_open(path)
                amount = r"791[.,]\d\d"
                self.assertNotRegex(response.text, amount, f"{login} {path}")
        for user in (self.bruno.user_id, self.adviser):
            activity = self.studio.with_user(user)
            with self.assertRaises(AccessError):
                activity._portal_submit_pay(date(2026, 10, 1), "gross", 1000)
            with self.assertRaises(AccessError):
                activity._portal_get_pay(date(2026, 10, 1))

    def test_owner_downloads_the_payslip_and_nobody_else(self):
        self._approved(1000)
        slip = self._pay_month().slip_ids
        self.authenticate("ana_ferrer", "ana_ferrer")
        page = self.url_open("/my/pay").text
        self.assertIn(f"/my/pay/{slip.id}/pdf", page)
        response = self.url_open(f"/my/pay/{slip.id}/pdf")
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertTrue(slip.pdf_sha256)
        attachment = slip.pdf_attachment_id
        for login in ("bruno_gil", "staff_adviser", "staff_accountant"):
            self.authenticate(login, login)
            response = self.url_open(f"/my/pay/{slip.id}/pdf")
            self.assertNotEqual(response.headers["Content-Type"], "application/pdf")
            for path in (
                f"/web/content/{attachment.id}",
                f"/report/pdf/caetic_payroll.report_payslip/{slip.id}",
                f"/report/html/payroll.report_payslip/{slip.id}",
            ):
                response = self.url_open(path)
                self.assertNotEqual(response.status_code, 200, f"{login} {path}")

    def test_home_shows_the_next_pay(self):
        self._request(1000).action_submit()
        self.authenticate("ana_ferrer", "ana_ferrer")
        page = self.url_open(f"/my/activities/{self.studio.id}").text
        self.assertIn(f"{self.url}?month=2026-10-01", page)
        self._assert_amounts(page, "791.60")
