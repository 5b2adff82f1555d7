# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Quotes as Amélie writes them on her pages."""

from odoo import fields
from odoo.tests import tagged

from odoo.addons.caetic_invoicing.tests.test_portal_invoices import PortalCase

from .common import QuoteCommon


class QuotePortalCase(QuoteCommon, PortalCase):
    def _post(self, path, **data):
        _response, page = self._page("/quotes/new")
        token = page.xpath("//form[@method='post']//input[@name='csrf_token']/@value")
        response = self.url_open(
            self.base + path,
            data={"csrf_token": token[0], **data},
            allow_redirects=False,
        )
        return response, self._parse(response)

    def _form(self, **data):
        return super()._form(
            **{
                "validity": str(fields.Date.add(fields.Date.today(), days=30)),
                "deposit": "30",
                "line-0-quantity": "2",
                "line-0-price": "600,00",
                "do": "check",
                **data,
            }
        )

    def _last(self):
        quotes = self.env["sale.order"].sudo()
        return quotes.search([("caetic_activity_id", "=", self.studio.id)], limit=1)

    def _write(self, **data):
        response, page = self._post("/quotes/new", **self._form(**data))
        alerts = page.xpath("//*[@id='caetic_errors']")
        self.assertEqual(response.status_code, 303, alerts and alerts[0].text_content())
        return self._last()


@tagged("post_install", "-at_install")
class TestQuotePortal(QuotePortalCase):
    def test_from_the_form_to_the_customer(self):
        quote = self._write(note="Merci", conditions="Deux retouches", reference="BC-1")
        self.assertRecordValues(
            quote,
            [
                {
                    "state": "draft",
                    "partner_id": self.mairie.id,
                    "caetic_activity_id": self.studio.id,
                    "amount_untaxed": 1200,
                    "amount_total": 1440,
                    "client_order_ref": "BC-1",
                    "caetic_conditions": "Deux retouches",
                    "require_signature": True,
                    "require_payment": False,
                    "caetic_quote_state": "draft",
                }
            ],
        )
        self.assertRegex(quote.name, r"^DEV-\d{4}-\d{4}$")
        self.assertEqual(quote.caetic_stage_ids.mapped("percentage"), [30, 70])
        self.assertEqual(quote.caetic_stage_ids.mapped("amount"), [432, 1008])
        self.assertEqual(quote.order_line.tax_ids.tax_exigibility, "on_payment")
        response, page = self._page(f"/quotes/{quote.id}")
        self.assertEqual(response.status_code, 200)
        self.assertTrue(page.xpath("//iframe"))
        preview, _page = self._page(f"/quotes/{quote.id}/preview")
        self.assertIn("Deux retouches", preview.text)
        response, _page = self._post(f"/quotes/{quote.id}/submit")
        self.assertIn("message=opened", response.headers["Location"])
        self.assertEqual(quote.state, "sent")
        _response, page = self._page(f"/quotes/{quote.id}")
        link = page.xpath("//input[@id='caetic_link']/@value")[0]
        self.assertIn(quote.access_token, link)

    def test_list_home_and_tabs(self):
        quote = self._write()
        response, page = self._page("/quotes")
        self.assertEqual(response.status_code, 200)
        self.assertIn(quote.name, page.text_content())
        self.assertTrue(page.xpath(f"//a[@href='{self.base}/quotes']"))
        _response, page = self._page("/quotes?q=nothing-like-this")
        self.assertNotIn(quote.name, page.text_content())
        _response, home = self._page("")
        self.assertTrue(home.xpath(f"//a[@href='{self.base}/quotes/new']"))

    def test_draft_is_read_back_as_typed(self):
        data = {
            "note": "Ligne 1\nLigne 2",
            "conditions": "Mes conditions",
            "stage-0-label": "Maquette",
            "stage-0-percentage": "40",
            "stage-0-date": "2030-01-31",
            "stage-1-label": "Mise en ligne",
            "stage-1-percentage": "30",
            "line-1-label": "Hébergement",
            "line-1-quantity": "1,5",
            "line-1-price": "33,333",
            "line-1-discount": "12,5",
            "line-1-kind": str(self.kind_training.id),
            "line-2-type": "section",
            "line-2-label": "Un titre",
        }
        quote = self._write(**data)
        self.assertEqual(
            quote.caetic_stage_ids.mapped("kind"), ["deposit", "stage", "balance"]
        )
        activity = self.studio.with_user(self.amelie.user_id)
        form = activity._portal_get_quote_form(quote)
        for name, text in {**data, "deposit": "30"}.items():
            self.assertEqual(form.get(name), text, name)
        response, page = self._post(
            f"/quotes/{quote.id}/edit", **{**form, "do": "check"}
        )
        alerts = page.xpath("//*[@id='caetic_errors']")
        self.assertEqual(response.status_code, 303, alerts and alerts[0].text_content())
        self.assertEqual(len(quote.caetic_stage_ids), 3)
        self.assertEqual(len(quote.order_line), 3)
        self.assertEqual(activity._portal_get_quote_form(quote), form)

    def test_rows_without_javascript(self):
        response, page = self._post("/quotes/new", **self._form(do="add_stage"))
        self.assertEqual(response.status_code, 200)
        self.assertTrue(page.xpath("//input[@name='stage-0-label']"))
        self.assertRegex(page.text_content(), r"432,00")
        response, page = self._post(
            "/quotes/new",
            **self._form(**{"do": "remove_stage-0", "stage-0-label": "Un"}),
        )
        self.assertFalse(page.xpath("//input[@name='stage-0-label']"))
        self.assertEqual(page.xpath("//input[@name='deposit']/@value"), ["30"])

    def test_bad_values_are_refused_beside_their_field(self):
        yesterday = str(fields.Date.add(fields.Date.today(), days=-1))
        cases = (
            ({"deposit": "100"}, "deposit"),
            ({"deposit": "-5"}, "deposit"),
            ({"deposit": "abc"}, "deposit"),
            ({"validity": yesterday}, "validity"),
            ({"validity": "31/12"}, "validity"),
            ({"conditions": "c" * 20_001}, "conditions"),
            ({"customer": str(self.company.partner_id.id)}, "customer"),
            ({"line-0-price": "0"}, "line-0-price"),
            ({"line-0-kind": "999999"}, "line-0-kind"),
            ({"term": str(2**31)}, "term"),
            ({"stage-0-label": "Un", "stage-0-percentage": "60"}, "stage-0-percentage"),
            ({"stage-0-label": "Un", "stage-0-percentage": "0"}, "stage-0-percentage"),
            ({"stage-0-percentage": "70"}, "stage-0-label"),
            (
                {
                    "stage-0-label": "Un",
                    "stage-0-percentage": "70",
                    "stage-0-date": "demain",
                },
                "stage-0-date",
            ),
        )
        before = self.env["sale.order"].sudo().search_count([])
        for data, field in cases:
            with self.subTest(data=str(data)[:80]):
                response, page = self._post(
                    "/quotes/new", **self._form(**{"reference": "BC-77", **data})
                )
                self.assertEqual(response.status_code, 422)
                self.assertTrue(page.xpath("//*[@id='caetic_errors']"))
                self.assertTrue(self._error(page, field))
                kept = page.xpath("//input[@name='reference']/@value")
                self.assertEqual(kept, ["BC-77"])
        self.assertEqual(self.env["sale.order"].sudo().search_count([]), before)

    def test_online_payment_needs_a_provider(self):
        response, _page = self._post("/quotes/new", **self._form(pay_online="1"))
        self.assertEqual(response.status_code, 422)

    def test_totals_are_odoos_own(self):
        """What the page adds up is what the quote says, rates and discounts mixed."""
        lines = {
            "line-0-quantity": "3",
            "line-0-price": "33,33",
            "line-0-discount": "7,5",
            "line-1-label": "Atelier",
            "line-1-quantity": "7",
            "line-1-price": "19,99",
            "line-1-kind": str(self.kind_training.id),
            "line-2-label": "Affiches",
            "line-2-quantity": "11",
            "line-2-price": "0,35",
            "line-2-kind": str(self.kind_goods.id),
        }
        _response, page = self._post("/quotes/new", **self._form(**lines, do="refresh"))
        shown = page.xpath("//*[@data-total='total']")[0].text_content()
        quote = self._write(**lines)
        written = f"{quote.amount_total:.2f}".replace(".", ",")
        self.assertIn(written, shown.replace("\u202f", "").replace("\xa0", ""))

    def test_deposit_then_balance_from_the_page(self):
        quote = self._write()
        quote._caetic_open()
        quote._validate_order()
        deposit, balance = quote.caetic_stage_ids
        response, _page = self._post(f"/quotes/{quote.id}/invoice", stage=deposit.id)
        self.assertEqual(response.status_code, 303)
        move = deposit.move_id
        self.assertIn(f"/invoices/{move.id}", response.headers["Location"])
        self.assertEqual(move.amount_total, 432)
        edit, _page = self._page(f"/invoices/{move.id}/edit", allow_redirects=False)
        self.assertEqual(edit.status_code, 303, "its lines are what was signed")
        response, page = self._post(f"/quotes/{quote.id}/invoice", stage=balance.id)
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath("//*[@id='caetic_errors']"))
        self._post(f"/invoices/{move.id}/submit")
        self.assertEqual(move.state, "posted")
        self._post(f"/quotes/{quote.id}/invoice", stage=balance.id)
        self.assertEqual(balance.move_id.amount_untaxed, 840)
        response, _page = self._post(f"/quotes/{quote.id}/invoice", stage="9999999")
        self.assertEqual(response.status_code, 422)

    def test_life_of_a_quote(self):
        quote = self._write()
        self._post(f"/quotes/{quote.id}/submit")
        response, _page = self._page(f"/quotes/{quote.id}/edit", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self._post(f"/quotes/{quote.id}/withdraw")
        self.assertEqual(quote.state, "draft")
        self._post(f"/quotes/{quote.id}/submit")
        response, page = self._post(f"/quotes/{quote.id}/lost")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "reason"))
        self._post(f"/quotes/{quote.id}/lost", reason="Budget coupé")
        self.assertEqual(quote.caetic_quote_state, "lost")
        self._post(f"/quotes/{quote.id}/duplicate")
        copy = self._last()
        self.assertNotEqual(copy, quote)
        self.assertEqual(copy.caetic_quote_state, "draft")
        self.assertEqual(copy.caetic_stage_ids.mapped("percentage"), [30, 70])
        self._post(f"/quotes/{copy.id}/discard")
        self.assertFalse(copy.exists())

    def test_signed_quote_is_cancelled_with_a_reason(self):
        quote = self._write()
        quote._caetic_open()
        quote._validate_order()
        self._post(f"/quotes/{quote.id}/cancel", reason="Client en faillite")
        self.assertEqual(quote.caetic_quote_state, "withdrawn")

    def test_sending_again(self):
        quote = self._write(send="1")
        self._post(f"/quotes/{quote.id}/submit")
        self.assertTrue(quote.caetic_date_sent)
        mails = self.env["mail.mail"].sudo().search([("res_id", "=", quote.id)])
        mails = mails.filtered(lambda mail: mail.model == "sale.order")
        self.assertEqual(mails.recipient_ids, self.mairie)
        self.assertIn(quote.access_token, mails.body_html)
        self.assertEqual(len(mails.attachment_ids), 1)
        response, _page = self._post(f"/quotes/{quote.id}/send")
        self.assertIn("message=sent", response.headers["Location"])

    def test_the_second_entrepreneur_opens_nothing(self):
        quote = self._write()
        self.authenticate("bruno", "brunoxxx")
        others = (
            f"/quotes/{quote.id}",
            f"/quotes/{quote.id}/edit",
            f"/quotes/{quote.id}/preview",
            f"/quotes/{quote.id}?report_type=pdf",
            "/quotes",
            "/quotes/new",
        )
        for base in (self.base, f"/my/activities/{self.atelier.id}"):
            for path in others[:4] if base != self.base else others:
                response = self.url_open(base + path, allow_redirects=False)
                self.assertEqual(response.status_code, 303, base + path)
                self.assertNotIn(quote.name, response.text)

    def test_number_of_queries_does_not_follow_the_number_of_quotes(self):
        activity = self.studio.with_user(self.amelie.user_id)
        quotes = self._quote() | self._quote()
        quotes._caetic_open()
        counts = []
        for _more in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            activity._portal_get_quote_rows()
            activity._get_todo()
            counts.append(self.env.cr.sql_log_count - before)
            for _number in range(5):
                self._quote()._caetic_open()
        self.assertLessEqual(counts[1], counts[0] + 1)

    def test_home_says_what_to_do(self):
        quote = self._quote(validity_date=fields.Date.add(fields.Date.today(), days=3))
        quote._caetic_open()
        todos = self.studio.with_user(self.amelie.user_id)._get_todo()
        urls = [one["url"] for one in todos]
        self.assertIn(f"{self.base}/quotes/{quote.id}", urls)
        quote._validate_order()
        todos = self.studio.with_user(self.amelie.user_id)._get_todo()
        self.assertIn(f"{self.base}/quotes/{quote.id}", [one["url"] for one in todos])
