# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Amélie shares a quote on her pages; Bruno answers on his (R426)."""

from odoo.tests import tagged

from odoo.addons.caetic_invoicing.tests.test_sale_share import ShareCommon

from .test_quote_portal import QuotePortalCase


@tagged("post_install", "-at_install")
class TestQuoteSharePortal(ShareCommon, QuotePortalCase):
    @classmethod
    def _sign_contracts(cls):
        for member in (cls.amelie, cls.bruno):
            cls._create_contract(member, start="2020-01-01")

    def _login(self, login):
        self.authenticate(login, login.ljust(8, "x"))

    def _share(self, **data):
        """A quote of 1 200 EUR, 30 % of it for Bruno."""
        return self._write(
            **{
                "share-0-activity": str(self.atelier.id),
                "share-0-percentage": "30",
                **data,
            }
        )

    def _visit(self, path):
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200)
        return response.text.replace("\xa0", " ").replace("\u202f", " ")

    def _quote_path(self, quote):
        return f"/quotes/{quote.id}"

    def _answer_page(self, path, **data):
        """Post what the page of a share sends."""
        text = self.url_open(f"/my/activities/{self.atelier.id}/shares").text
        token = text.split('csrf_token: "')[1].split('"')[0]
        url = f"/my/activities/{self.atelier.id}/shares/{path}"
        return self.url_open(
            url, data={"csrf_token": token, **data}, allow_redirects=False
        )

    def test_the_form_offers_and_keeps_shares(self):
        _response, page = self._page("/quotes/new")
        self.assertTrue(page.xpath("//details[@id='shares']"))
        response, page = self._post(
            "/quotes/new", **self._form(do="add_share", **{"share-0-percentage": "30"})
        )
        self.assertEqual(response.status_code, 200)
        field = page.xpath("//input[@name='share-0-percentage']/@value")
        self.assertEqual(field, ["30"])
        empty = page.xpath("//select[@name='share-1-line']/option[1]")
        self.assertTrue(empty)

    def test_what_is_refused_beside_its_field(self):
        for changes, name in (
            ({"share-0-percentage": "101"}, "share-0-percentage"),
            ({"share-0-activity": str(self.studio.id)}, "share-0-activity"),
            ({"share-0-line": "7"}, "share-0-line"),
            ({"share-0-amount": "10"}, "share-0-amount"),
        ):
            typed = {
                "share-0-activity": str(self.atelier.id),
                "share-0-percentage": "30",
                **changes,
            }
            response, page = self._post("/quotes/new", **self._form(**typed))
            self.assertEqual(response.status_code, 422, name)
            self.assertTrue(page.xpath(f"//*[@id='{name}_error']"), msg=name)

    def test_asked_accepted_and_sent(self):
        quote = self._share()
        path = f"{self.base}/quotes/{quote.id}"
        self.assertIn("360,00", self._visit(path))
        response, _page = self._post(f"/quotes/{quote.id}/submit")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(quote.state, "draft")
        self.assertIn("alert-info", self._visit(path))
        share = quote.caetic_share_ids
        self._login("bruno")
        own = f"/my/activities/{self.atelier.id}"
        self.assertIn(f"{own}/shares/{share.id}", self._visit(own), "to do")
        self.assertIn("Studio Garrigue", self._visit(f"{own}/shares"))
        page = self._visit(f"{own}/shares/{share.id}")
        # 30 % of 1 200, less 10 % of contribution.
        for words in ("SARL Cigale", "360,00", "324,00", "30 %"):
            self.assertIn(words, page)
        self.assertNotIn(quote.name, page)
        response = self._answer_page(f"{share.id}/accept")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(quote.state, "sent")
        self.assertEqual(self._answer_page(f"{share.id}/accept").status_code, 422)
        self.assertIn("360,00", self._visit(f"{own}/shares"), "still there")

    def test_refused_with_a_reason_that_the_author_reads(self):
        quote = self._share()
        self._post(f"/quotes/{quote.id}/submit")
        share = quote.caetic_share_ids
        self._login("bruno")
        response = self._answer_page(f"{share.id}/refuse", reason=" ")
        self.assertEqual(response.status_code, 422)
        response = self._answer_page(f"{share.id}/refuse", reason="Trop peu")
        self.assertEqual(response.status_code, 303)
        self._login("amelie")
        for path in (f"/quotes/{quote.id}", f"/quotes/{quote.id}/edit"):
            self.assertIn("Trop peu", self._visit(self.base + path))
        self.assertEqual(quote.caetic_quote_state, "refused")

    def test_the_customer_sees_nothing_of_it(self):
        quote = self._share()
        self._post(f"/quotes/{quote.id}/submit")
        self._answer(quote.caetic_share_ids, "bruno")
        self.assertEqual(quote.state, "sent")
        preview = self._visit(f"{self.base}/quotes/{quote.id}/preview")
        self.authenticate(None, None)
        for text in (preview, self._visit(quote.get_portal_url())):
            self.assertNotIn(self.atelier.name, text)
            self.assertNotIn("360,00", text)

    def test_invoices_of_the_quote_show_the_shares(self):
        quote = self._share()
        self._post(f"/quotes/{quote.id}/submit")
        self._answer(quote.caetic_share_ids, "bruno")
        quote._validate_order()
        stage = quote.caetic_stage_ids[0]
        response, _page = self._post(f"/quotes/{quote.id}/invoice", stage=str(stage.id))
        self.assertEqual(response.status_code, 303)
        page = self._visit(f"{self.base}/invoices/{stage.move_id.id}")
        self.assertIn("108,00", page)
        stage.move_id.action_post()
        self._login("bruno")
        share = stage.move_id.caetic_share_ids
        page = self._visit(f"/my/activities/{self.atelier.id}/shares/{share.id}")
        for words in ("108,00", "30 %"):
            self.assertIn(words, page)

    def test_third_activity_and_bad_numbers(self):
        quote = self._share()
        self._post(f"/quotes/{quote.id}/submit")
        share = quote.caetic_share_ids
        self._login("chloe")
        for path in (
            f"/my/activities/{self.atelier.id}/shares/{share.id}",
            f"/my/activities/{self.canal.id}/shares/{share.id}",
        ):
            self.assertNotIn("Studio Garrigue", self._visit(path))

    def test_the_list_asks_no_more_for_more_quotes(self):
        activity = self.atelier.with_user(self.bruno.user_id)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            activity._portal_get_shares()
            return self.env.cr.sql_log_count - before

        self._ask_again()
        count()
        one = count()
        for _number in range(3):
            self._ask_again()
        self.assertLessEqual(count(), one + 1)

    def _ask_again(self):
        quote = self._quote()
        shares = self.env["caetic.sale.share"].create(
            {
                "order_id": quote.id,
                "activity_id": self.atelier.id,
                "percentage": 10,
            }
        )
        shares._agreement_ask()
