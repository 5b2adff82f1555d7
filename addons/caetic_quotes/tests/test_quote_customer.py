# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The customer on Odoo's own portal: reads, signs, refuses; sees nothing else."""

import io

from lxml import html
from pypdf import PdfReader

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import QuoteCommon

# One black dot.
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAA"
    "SUVORK5CYII="
)


class CustomerCase(QuoteCommon, HttpCase):
    @classmethod
    def _sign_contracts(cls):
        year = fields.Date.today().year
        cls._create_contract(cls.amelie, start=f"{year}-01-01", end=f"{year}-12-31")
        cls._create_contract(
            cls.bruno, kind="cape", start=f"{year}-01-01", end=f"{year}-12-31"
        )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.caetic_sale_conditions = "<p>Tribunal de Carcassonne</p>"
        cls.quote = cls._quote(
            caetic_conditions="Deux retouches comprises",
            validity_date=fields.Date.add(fields.Date.today(), days=20),
        )

    def _accept(self, quote, **params):
        return self.make_jsonrpc_request(
            f"/my/orders/{quote.id}/accept",
            {
                "access_token": quote.access_token,
                "name": "Anne Cigale",
                "signature": SIGNATURE,
                **params,
            },
        )


@tagged("post_install", "-at_install")
class TestQuoteCustomer(CustomerCase):
    def test_page_shows_the_brand_and_the_issuer(self):
        self.quote._caetic_open()
        page = self.url_open(self.quote.get_portal_url())
        self.assertEqual(page.status_code, 200)
        text = html.fromstring(page.content).text_content().replace("\xa0", " ")
        for words in (
            "Studio Garrigue",
            "CAE Limoux",
            "SIREN 334175221",
            self.quote.name,
            "Deux retouches comprises",
            "Tribunal de Carcassonne",
            "432",
        ):
            self.assertIn(words, text)
        self.assertNotIn(self.adviser.name, text)
        self.assertNotIn("CRM", text)

    def test_comment_tells_the_members_once(self):
        """A comment, then a signature: each has one mail, of its own words."""
        self.quote._caetic_open()
        self.make_jsonrpc_request(
            "/mail/message/post",
            {
                "thread_model": "sale.order",
                "thread_id": self.quote.id,
                "post_data": {
                    "body": "Peut-on livrer en mai ?",
                    "subtype_xmlid": "mail.mt_comment",
                },
                "token": self.quote.access_token,
            },
        )
        self._accept(self.quote)
        mails = self.env["mail.mail"].sudo().search([("res_id", "=", self.quote.id)])
        amelie = self.amelie.user_id.partner_id
        subjects = mails.filtered(lambda one: amelie in one.recipient_ids).mapped(
            "subject"
        )
        self.assertEqual(len([one for one in subjects if "vous écrit" in one]), 1)
        self.assertEqual(len([one for one in subjects if "Devis signé" in one]), 1)
        self.authenticate("amelie", "amelie".ljust(8, "x"))
        path = f"/my/activities/{self.studio.id}/quotes/{self.quote.id}"
        self.assertIn("Peut-on livrer en mai", self.url_open(path).text)

    def test_draft_is_nobodys_but_its_authors(self):
        """Neither by link, nor signed, before it has left and after it came back."""
        token = self.quote._portal_ensure_token()
        url = f"/my/orders/{self.quote.id}?access_token={token}"
        self.assertNotIn(self.quote.name, self.url_open(url).text)
        self.assertIn("error", self._accept(self.quote))
        self.quote._caetic_open()
        self.assertIn(self.quote.name, self.url_open(url).text)
        self.quote.with_user(self.amelie.user_id).sudo()._portal_withdraw()
        self.assertNotIn(self.quote.name, self.url_open(url).text)
        self.assertIn("error", self._accept(self.quote))
        self.assertFalse(self.quote.signature)

    def test_signature_tells_everybody(self):
        self.quote._caetic_open()
        result = self._accept(self.quote)
        self.assertIn("sign_ok", result["redirect_url"])
        self.assertRecordValues(
            self.quote,
            [{"state": "sale", "signed_by": "Anne Cigale"}],
        )
        self.assertEqual(self.quote.caetic_quote_state, "signed")
        mails = self.env["mail.mail"].sudo().search([("res_id", "=", self.quote.id)])
        mails = mails.filtered(lambda mail: mail.model == "sale.order")
        told = mails.recipient_ids
        self.assertIn(self.amelie.user_id.partner_id, told)
        self.assertIn(self.adviser.partner_id, told)
        self.assertIn(self.mairie, told)
        todo = self.quote.activity_ids
        self.assertEqual(todo.user_id, self.adviser)
        titles = [one["title"] for one in self._todo()]
        self.assertTrue([title for title in titles if "SARL Cigale" in title])
        page = self.url_open(self.quote.get_portal_url())
        self.assertIn("Anne Cigale", page.text)
        self.assertIn("error", self._accept(self.quote), "once")

    def _todo(self):
        return self.studio.with_user(self.amelie.user_id)._get_todo()

    def test_expired_quote_is_not_signed(self):
        self.quote._caetic_open()
        self.quote.validity_date = fields.Date.add(fields.Date.today(), days=-1)
        self.assertIn("error", self._accept(self.quote))
        self.assertEqual(self.quote._portal_get_quote_state(), "expired")

    def test_wrong_token_opens_nothing(self):
        self.quote._caetic_open()
        page = self.url_open(f"/my/orders/{self.quote.id}?access_token=abc")
        self.assertNotIn(self.quote.name, page.text)
        result = self._accept(self.quote, access_token="abc")
        self.assertIn("error", result)
        self.assertFalse(self.quote.signature)

    def test_customer_refuses_with_a_reason(self):
        self.quote._caetic_open()
        page = html.fromstring(self.url_open(self.quote.get_portal_url()).content)
        token = page.xpath("//form[@id='decline']//input[@name='csrf_token']/@value")[0]
        url = f"/my/orders/{self.quote.id}/decline"
        response = self.url_open(
            f"{url}?access_token={self.quote.access_token}",
            data={"csrf_token": token, "decline_message": "Trop cher"},
        )
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.quote.caetic_quote_state, "lost")
        self.assertEqual(self.quote.caetic_lost_reason, "Trop cher")
        mails = self.env["mail.mail"].sudo().search([("res_id", "=", self.quote.id)])
        refused = mails.filtered(lambda mail: "Trop cher" in (mail.body_html or ""))
        self.assertIn(self.amelie.user_id.partner_id, refused.recipient_ids)
        self.assertNotIn(self.mairie, refused.recipient_ids)

    def test_other_customers_get_nothing(self):
        self.quote._caetic_open()
        other = new_test_user(self.env, "autre", groups="base.group_portal")
        orders = self.env["sale.order"].with_user(other)
        self.assertFalse(orders.search([("id", "=", self.quote.id)]))
        self.authenticate("autre", "autrexxx")
        page = self.url_open(f"/my/orders/{self.quote.id}")
        self.assertNotIn(self.quote.name, page.text)

    def test_own_customer_reads_what_has_left_and_no_more(self):
        """By their account: not the drafts, nor what staff said of the quote."""
        user = new_test_user(
            self.env, "cigale", groups="base.group_portal", email="c@cigale.example"
        )
        user.partner_id.parent_id = self.mairie
        self.env.invalidate_all()
        orders = self.env["sale.order"].with_user(user)
        lines = self.env["sale.order.line"].with_user(user)
        mine, of_mine = [("id", "=", self.quote.id)], [("order_id", "=", self.quote.id)]
        self.assertFalse(orders.search(mine))
        self.assertFalse(lines.search(of_mine))
        self.quote._caetic_open()
        self.assertTrue(orders.search(mine))
        self.assertTrue(lines.search(of_mine))
        hidden = ("caetic_refusal_reason", "caetic_stage_ids", "caetic_lost_reason")
        readable = orders.fields_get()
        for name in hidden:
            self.assertNotIn(name, readable)

    def test_quote_that_nobody_approved_is_not_confirmed(self):
        with self.assertRaises(UserError):
            self.quote.action_confirm()

    def test_visitor_gets_no_link(self):
        self.quote._caetic_open()
        response = self.url_open(
            f"/mail/view?model=sale.order&res_id={self.quote.id}", allow_redirects=False
        )
        self.assertNotIn(self.quote.access_token, response.headers["Location"])

    def test_paper_is_read_back(self):
        """R601, R602: what the PDF of a quote says."""
        self.quote._caetic_open()
        report = self.env["ir.actions.report"].sudo()
        content, _kind = report.with_context(
            force_report_rendering=True
        )._render_qweb_pdf("sale.action_report_saleorder", self.quote.ids)
        pages = PdfReader(io.BytesIO(content)).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
        for words in (
            self.quote.name,
            "Studio Garrigue",
            "SARL Cigale",
            "73282932000074",
            "Scop SA à capital variable",
            "Deux retouches comprises",
            "Tribunal de Carcassonne",
            "L441-10",
        ):
            self.assertIn(words, text)
        self.assertRegex(text, r"1.200,00")
        self.assertRegex(text, r"1.440,00")
        self.assertRegex(text, r"432,00")
        self.assertRegex(text, r"1.008,00")

    def test_cape_is_said_on_quotes(self):
        """R206 (C. com. R127-3): all documents of a person under a CAPE."""
        quote = self._quote(activity=self.atelier)
        texts = dict(quote._caetic_get_mentions())
        self.assertIn("Bruno Corbières", texts["cape"])

    def test_exempt_training_is_said_on_quotes(self):
        """R619: CGI 261-4-4° a, before the customer signs."""
        quote = self._quote([("Formation", 1, 900, self.kind_training, 0)])
        self.assertIn(
            "261-4-4° a", dict(quote._caetic_get_mentions())["training_exempt"]
        )
