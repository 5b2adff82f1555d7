# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import InvoicingCommon


class PortalCase(InvoicingCommon, HttpCase):
    """Pages of Amélie, as her browser asks for them."""

    @classmethod
    def _sign_contracts(cls):
        year = fields.Date.today().year
        start, end = f"{year}-01-01", f"{year}-12-31"
        cls._create_contract(cls.amelie, start=start)
        cls._create_contract(cls.bruno, kind="cape", start=start, end=end)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.base = f"/my/activities/{cls.studio.id}"

    def setUp(self):
        super().setUp()
        self.authenticate("amelie", "amelie" + "x" * 2)

    def _page(self, path, **kw):
        response = self.url_open(self.base + path, **kw)
        return response, self._parse(response)

    def _post(self, path, **data):
        _response, page = self._page("/invoices/new")
        token = page.xpath("//form[@method='post']//input[@name='csrf_token']/@value")[
            0
        ]
        response = self.url_open(
            self.base + path, data={"csrf_token": token, **data}, allow_redirects=False
        )
        return response, self._parse(response)

    def _parse(self, response):
        parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
        return html.fromstring(response.content or b"<html/>", parser=parser)

    def _form(self, **data):
        return {
            "customer": str(self.mairie.id),
            "term": str(self.env.ref("account.account_payment_term_30days").id),
            "line-0-label": "Site web",
            "line-0-quantity": "2",
            "line-0-price": "500,00",
            "line-0-kind": str(self.kind_service.id),
            **data,
        }

    def _count(self):
        domain = [("caetic_activity_id", "=", self.studio.id)]
        return self.env["account.move"].search_count(domain)

    def _error(self, page, field):
        """Message beside a field, found as a screen reader finds it."""
        nodes = page.xpath(f"//*[@name='{field}']")
        described = nodes[0].get("aria-describedby", "").split()
        found = [page.get_element_by_id(key, None) for key in described]
        errors = [
            n.text_content() for n in found if n is not None and "_error" in n.get("id")
        ]
        return " ".join(errors).strip()


@tagged("post_install", "-at_install")
class TestPortalInvoices(PortalCase):
    def test_from_customer_to_posted_invoice(self):
        response, _page = self._post(
            "/invoices/new",
            **self._form(do="check", reference="BC-12", note="Merci\n<b>Paul</b>"),
        )
        self.assertEqual(response.status_code, 303)
        move = self.env["account.move"].search(
            [("caetic_activity_id", "=", self.studio.id)], limit=1
        )
        self.assertEqual(move.state, "draft")
        self.assertEqual(move.amount_untaxed, 1000)
        self.assertEqual(move.amount_total, 1200)
        self.assertEqual(move.ref, "BC-12")
        self.assertIn("&lt;b&gt;Paul", move.narration)
        self.assertEqual(move._portal_get_note(), "Merci\n<b>Paul</b>")
        line = move.invoice_line_ids
        self.assertEqual(line.caetic_activity_id, self.studio)
        self.assertEqual(line.account_id.code[:3], "706")
        self.assertEqual(line.tax_ids.tax_exigibility, "on_payment")
        response, page = self._page(f"/invoices/{move.id}")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(page.xpath("//iframe"))
        response, _page = self._post(f"/invoices/{move.id}/submit")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(move.state, "posted")
        self.assertIn("message=posted", response.headers["Location"])

    def test_new_customer_in_the_same_form(self):
        response, _page = self._post(
            "/invoices/new",
            **self._form(
                **{
                    "do": "save",
                    "customer": "new",
                    "new-kind": "person",
                    "new-name": "Paul Martin",
                    "new-street": "3 rue Haute",
                    "new-zip": "11300",
                    "new-city": "Limoux",
                    "new-country": "FR",
                }
            ),
        )
        self.assertEqual(response.status_code, 303)
        customer = self.studio.customer_ids.filtered(lambda p: p.name == "Paul Martin")
        self.assertEqual(customer.caetic_activity_ids, self.studio)
        self.assertFalse(customer.is_company)

    def test_rows_without_javascript(self):
        response, page = self._post(
            "/invoices/new", **self._form(do="add_line", note="à garder")
        )
        self.assertEqual(response.status_code, 200)
        self.assertEqual(
            len(page.xpath("//div[contains(@class, 'o_caetic_line ')]")), 2
        )
        self.assertEqual(page.xpath("//*[@name='note']")[0].text, "à garder")
        total = page.xpath("//*[@data-total='total']")[0].text_content()
        self.assertRegex(total, r"1\s?200,00")
        _response, page = self._post(
            "/invoices/new",
            **self._form(**{"do": "remove_line-0", "line-1-label": "Photos"}),
        )
        labels = page.xpath("//textarea[contains(@name, '-label')]")
        self.assertEqual([label.text for label in labels], ["Photos"])

    def test_what_it_brings(self):
        """10 % of contribution: 900 of 1 000; VAT is never for the entrepreneur."""
        _response, page = self._post("/invoices/new", **self._form(do="refresh"))
        own = page.xpath("//*[@data-estimate='own']")[0].text_content()
        self.assertIn("900,00", own)
        response = self.url_open(f"{self.base}/invoices/estimate?amount=1000&shared=30")
        self.assertEqual(
            response.json(),
            {"shared": "300.00", "contribution": "70.00", "own": "630.00"},
        )
        response = self.url_open(
            f"{self.base}/invoices/estimate?amount=1000&shared=101"
        )
        self.assertEqual(response.status_code, 422)

    def test_typed_values_survive_every_error(self):
        response, page = self._post(
            "/invoices/new",
            **self._form(
                **{
                    "do": "check",
                    "reference": "BC-77",
                    "line-0-quantity": "0",
                    "line-0-price": "-5",
                    "line-1-label": "=HYPERLINK(1)",
                    "line-1-quantity": "1",
                    "line-1-price": "1000000000000",
                    "line-1-kind": str(self.kind_service.id),
                }
            ),
        )
        self.assertEqual(response.status_code, 422)
        for field in ("line-0-quantity", "line-0-price", "line-1-price"):
            self.assertTrue(self._error(page, field), f"no message for {field}")
        self.assertEqual(page.xpath("//input[@name='reference']/@value"), ["BC-77"])
        self.assertEqual(page.xpath("//input[@name='line-0-price']/@value"), ["-5"])
        labels = page.xpath("//textarea[@name='line-1-label']")
        self.assertEqual(labels[0].text, "=HYPERLINK(1)")

    def test_bad_values_are_refused_beside_their_field(self):
        cases = (
            ({"line-0-label": "", "line-0-price": ""}, None),
            ({"line-0-quantity": "1e9"}, "line-0-quantity"),
            ({"line-0-quantity": "0,333"}, "line-0-quantity"),
            ({"line-0-price": "NaN"}, "line-0-price"),
            ({"line-0-price": "0"}, "line-0-price"),
            ({"line-0-label": "x" * 2000}, "line-0-label"),
            ({"line-0-kind": "999999"}, "line-0-kind"),
            ({"line-0-kind": "1; DROP"}, "line-0-kind"),
            ({"customer": str(self.company.partner_id.id)}, "customer"),
            ({"customer": ""}, "customer"),
            ({"term": str(2**31)}, "term"),
            ({"date": "2020-06-30"}, "date"),
            ({"date": "2999-01-01"}, "date"),
            ({"date": "31/12"}, "date"),
            ({"note": "é" * 6000}, "note"),
            (
                {"share-0-activity": "999", "share-0-percentage": "20"},
                "share-0-activity",
            ),
            (
                {"share-0-activity": str(self.atelier.id), "share-0-percentage": "101"},
                "share-0-percentage",
            ),
        )
        before = self.env["account.move"].search_count([])
        for data, field in cases:
            with self.subTest(data=str(data)[:80]):
                response, page = self._post(
                    "/invoices/new", **{**self._form(do="save"), **data}
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(page.xpath("//*[@id='caetic_errors']"))
                if field:
                    self.assertTrue(self._error(page, field))
        self.assertEqual(self.env["account.move"].search_count([]), before)

    def test_ten_megabytes_of_note(self):
        response, page = self._post(
            "/invoices/new", **self._form(do="save", note="n" * (10 * 1024 * 1024))
        )
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "note"))
        self.assertEqual(len(page.xpath("//textarea[@name='note']")[0].text), 10485760)

    def test_control_characters_do_no_harm(self):
        response, _page = self._post(
            "/invoices/new",
            **self._form(
                **{"do": "save", "line-0-label": "Si\x00te\x1b web", "note": "\x07"}
            ),
        )
        self.assertEqual(response.status_code, 303)
        move = self.env["account.move"].search([], order="id desc", limit=1)
        self.assertEqual(move.invoice_line_ids.name, "Site web")
        response, _page = self._page("/invoices?q=%00a%25")
        self.assertEqual(response.status_code, 200)

    def test_html_in_a_label_stays_text(self):
        self._post(
            "/invoices/new",
            **self._form(**{"do": "save", "line-0-label": "<script>alert(1)</script>"}),
        )
        move = self.env["account.move"].search([], order="id desc", limit=1)
        self.assertEqual(move.invoice_line_ids.name, "<script>alert(1)</script>")
        for path in (f"/invoices/{move.id}/edit", f"/invoices/{move.id}/preview"):
            response, _page = self._page(path)
            self.assertNotIn("<script>alert(1)", response.text)
            self.assertIn("&lt;script&gt;alert(1)", response.text)

    def test_locked_month_and_closed_contract(self):
        today = fields.Date.today()
        self.company.fiscalyear_lock_date = today
        response, page = self._post(
            "/invoices/new", **self._form(do="save", date=str(today))
        )
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "date"))
        self.company.fiscalyear_lock_date = False
        end = fields.Date.add(today, days=-1)
        self.amelie.contract_ids.write({"state": "ended", "date_end": end})
        response, page = self._post("/invoices/new", **self._form(do="save"))
        self.assertEqual(response.status_code, 422)
        self.assertIn(str(end.year), self._error(page, "date"))

    def test_contract_that_ends_before_submission(self):
        move = self._draft()
        end = fields.Date.add(fields.Date.today(), days=-1)
        self.amelie.contract_ids.write({"state": "ended", "date_end": end})
        response, page = self._post(f"/invoices/{move.id}/submit")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='caetic_errors']"))
        self.assertEqual(move.state, "draft")

    def test_forged_keys_are_ignored(self):
        account = self.company_data["default_account_expense"].id
        self._post(
            "/invoices/new",
            **self._form(
                **{
                    "do": "save",
                    "line-0-account_id": str(account),
                    "line-0-tax_ids": "[]",
                    "journal_id": "1",
                    "caetic_activity_id": str(self.atelier.id),
                    "move_type": "in_invoice",
                    "state": "posted",
                    "company_id": "2",
                }
            ),
        )
        move = self.env["account.move"].search([], order="id desc", limit=1)
        self.assertEqual(move.caetic_activity_id, self.studio)
        self.assertEqual(move.move_type, "out_invoice")
        self.assertEqual(move.state, "draft")
        self.assertEqual(move.invoice_line_ids.account_id.code[:3], "706")

    def test_change_then_discard_a_draft(self):
        move = self._draft()
        response, page = self._page(f"/invoices/{move.id}/edit")
        self.assertEqual(
            page.xpath("//textarea[@name='line-0-label']")[0].text, "Site web"
        )
        response, _page = self._post(
            f"/invoices/{move.id}/edit",
            **self._form(
                **{
                    "do": "check",
                    "share-0-activity": str(self.atelier.id),
                    "share-0-percentage": "12,5",
                }
            ),
        )
        self.assertEqual(response.status_code, 303)
        self.assertEqual(move.amount_untaxed, 1000)
        self.assertEqual(move.invoice_line_ids.quantity, 2)
        self.assertEqual(move.caetic_share_ids.amount, 125)
        response, _page = self._post(f"/invoices/{move.id}/discard")
        self.assertEqual(response.status_code, 303)
        self.assertFalse(move.exists())

    def test_issued_invoice_is_never_discarded_nor_changed(self):
        move = self._draft()
        move.action_post()
        response, _page = self._post(f"/invoices/{move.id}/discard")
        self.assertEqual(response.status_code, 422)
        response, _page = self._post(
            f"/invoices/{move.id}/edit", **self._form(do="save")
        )
        self.assertEqual(response.status_code, 303)
        self.assertEqual(move.invoice_line_ids.quantity, 1)
        self.assertEqual(move.state, "posted")

    def test_credit_note_of_an_issued_invoice(self):
        """R606: never deleted, cancelled by a credit note that staff read."""
        move = self._draft()
        move.action_post()
        response, _page = self._post(f"/invoices/{move.id}/refund")
        self.assertEqual(response.status_code, 303)
        refund = move.reversal_move_ids
        self.assertEqual(refund.caetic_approval_state, "submitted")
        self.assertEqual(refund.caetic_approval_codes, ["kind"])
        self.assertEqual(refund.caetic_activity_id, self.studio)
        response, _page = self._post(f"/invoices/{move.id}/refund")
        self.assertEqual(response.status_code, 422)
        refund.with_user(self.coordinator).action_caetic_approve()
        self.assertEqual(refund.state, "posted")
        response, _page = self._page(f"/invoices/{refund.id}")
        self.assertEqual(response.status_code, 200)

    def test_refused_document_shows_the_reason_and_what_was_typed(self):
        self.studio.auto_post_limit = 0
        move = self._draft()
        move._caetic_submit()
        response, page = self._page(f"/invoices/{move.id}")
        self.assertIn("montant" if self._has_french() else "amount", response.text)
        move.with_user(self.coordinator)._caetic_refuse("Détaillez <b>les jours</b>")
        for path in (f"/invoices/{move.id}", f"/invoices/{move.id}/edit"):
            response, page = self._page(path)
            self.assertIn("Détaillez &lt;b&gt;les jours", response.text)
        self.assertEqual(
            page.xpath("//textarea[@name='line-0-label']")[0].text, "Site web"
        )

    def test_send_by_email(self):
        move = self._draft()
        move.action_post()
        response, _page = self._post(f"/invoices/{move.id}/send")
        self.assertEqual(response.status_code, 303)
        self.assertTrue(move.caetic_date_sent)
        message = move.message_ids.filtered(lambda m: m.partner_ids == self.mairie)
        self.assertEqual(message.reply_to, "studio@example.com")
        self.assertIn("Studio Garrigue", message.subject)
        self.assertIn("Studio Garrigue", message.email_from)
        names = message.attachment_ids.mapped("name")
        self.assertEqual([n for n in names if n.endswith(".xml")], [])

    def test_send_needs_an_address(self):
        move = self._draft()
        move.action_post()
        self.mairie.email = False
        response, _page = self._post(f"/invoices/{move.id}/send")
        self.assertEqual(response.status_code, 422)

    def test_sent_as_soon_as_posted(self):
        move = self._draft(caetic_send_on_post=True)
        move.with_user(self.amelie.user_id).sudo()._caetic_submit()
        self.assertEqual(move.sending_data["sending_methods"], ["email"])
        # What the sending job does with the documents that it finds.
        self.env["account.move.send"]._generate_and_send_invoices(move, from_cron=True)
        self.assertTrue(move.caetic_date_sent)

    def test_list_search_and_empty_state(self):
        response, page = self._page("/invoices")
        self.assertEqual(response.status_code, 200)
        self.assertFalse(page.xpath("//table"))
        move = self._draft()
        move.action_post()
        _response, page = self._page(f"/invoices?q={move.name}")
        self.assertEqual(len(page.xpath("//tbody/tr")), 1)
        _response, page = self._page("/invoices?q=introuvable")
        self.assertFalse(page.xpath("//table"))
        response, _page = self._page("/invoices/page/99999999999999999999")
        self.assertEqual(response.status_code, 200)

    def test_list_takes_a_constant_number_of_queries(self):
        counts = []
        # The first round fills the caches of the registry.
        for number in (2, 3, 12):
            while self._count() < number:
                self._draft().action_post()
            self.env.flush_all()
            self.env.invalidate_all()
            activity = self.studio.with_user(self.amelie.user_id)
            start = self.cr.sql_log_count
            rows, total = activity._portal_get_rows()
            counts.append(self.cr.sql_log_count - start)
            self.assertEqual((len(rows), total), (number, number))
        self.assertEqual(counts[1], counts[2])

    def test_home_and_places_lead_to_sales(self):
        _response, page = self._page("")
        url = f"{self.base}/invoices"
        self.assertTrue(page.xpath(f"//nav//a[@href='{url}']"))
        self.assertTrue(page.xpath(f"//a[@href='{url}/new']"))
