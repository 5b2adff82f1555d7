# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pages of suppliers' bills: a document, its amounts, what becomes of it."""

import io

from lxml import html

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import PurchasesCommon
from .documents import cii, facturx, pdf


class PortalCase(PurchasesCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.base = f"/my/activities/{cls.studio.id}/purchases"

    def setUp(self):
        super().setUp()
        self._login(self.amelie)

    def _login(self, member):
        login = member.user_id.login
        self.authenticate(login, login.ljust(8, "x"))

    def _page(self, path="", base=None):
        response = self.url_open(f"{base or self.base}{path}", allow_redirects=False)
        return response, html.fromstring(response.text or "<p/>")

    def _post(self, path, files=None, **data):
        data["csrf_token"] = http.Request.csrf_token(self)
        response = self.url_open(
            f"{self.base}{path}", data=data, files=files, allow_redirects=False
        )
        return response, html.fromstring(response.text or "<p/>")

    def _upload(self, content, name="facture.pdf"):
        return self._post("/new", {"file": (name, io.BytesIO(content))})

    def _last(self):
        return self.env["account.move"].search(
            [("caetic_purchase_origin", "=", "portal")], order="id desc", limit=1
        )

    def _error(self, page, field):
        described = page.xpath(f"//*[@name='{field}']/@aria-describedby")
        names = [one for one in " ".join(described).split() if one.endswith("_error")]
        return " ".join(
            page.xpath(f"string(//*[@id='{one}'])").strip() for one in names
        )


@tagged("post_install", "-at_install")
class TestPortal(PortalCase):
    def test_from_a_pdf_to_what_staff_approve(self):
        response, _page = self._upload(pdf("a"))
        bill = self._last()
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers["Location"].endswith(f"/{bill.id}/edit"))
        _response, page = self._page(f"/{bill.id}/edit")
        self.assertEqual(
            page.xpath("//select[@name='supplier']/option/@value"), ["new"]
        )
        response, _page = self._post(f"/{bill.id}/edit", do="submit", **self._form())
        self.assertIn("message=sent", response.headers["Location"])
        self.assertEqual(bill.caetic_purchase_state, "submitted")
        self.assertEqual((bill.partner_id.name, bill.ref), ("OVH SAS", "FR-118"))
        self.assertEqual(bill.amount_total, 120)
        response, page = self._page(f"/{bill.id}")
        self.assertEqual(response.status_code, 200)
        self.assertIn("100", page.text_content())
        response, page = self._page("")
        self.assertIn("OVH SAS", page.text_content())

    def test_a_facturx_fills_in_the_form(self):
        self._upload(facturx(number="FX-5"))
        bill = self._last()
        _response, page = self._page(f"/{bill.id}/edit")
        values = {
            field.get("name"): field.get("value") for field in page.xpath("//input")
        }
        self.assertEqual(values["reference"], "FX-5")
        self.assertEqual(values["date"], "2026-03-14")
        self.assertEqual(values["line-0-untaxed"], "100,00")
        self.assertEqual(values["line-0-vat"], "20,00")
        chosen = page.xpath("//select[@name='supplier']/option[@selected]")
        self.assertEqual(chosen[0].text, "Cigale Cloud SAS")
        rate = page.xpath("//select[@name='line-0-rate']/option[@selected]/@value")
        self.assertEqual(rate, ["20"])

    def test_errors_beside_the_fields_and_nothing_lost(self):
        self._upload(pdf("b"))
        bill = self._last()
        form = self._form(
            lines=[("Hébergement", self.hosting, "20", "cent", "20")],
            siren="123",
            date="",
            reference="",
        )
        response, page = self._post(f"/{bill.id}/edit", do="submit", **form)
        self.assertEqual(response.status_code, 422)
        for field in ("siren", "date", "reference", "line-0-untaxed"):
            self.assertTrue(self._error(page, field), f"no message for {field}")
        self.assertEqual(page.xpath("//input[@name='name']/@value"), ["OVH SAS"])
        self.assertEqual(page.xpath("//input[@name='line-0-untaxed']/@value"), ["cent"])
        self.assertEqual(bill.caetic_purchase_state, "draft")

    def test_lines_are_added_and_removed_without_script(self):
        self._upload(pdf("c"))
        path = f"/{self._last().id}/edit"
        _response, page = self._post(path, do="add_line", **self._form())
        self.assertTrue(page.xpath("//input[@name='line-1-label']"))
        _response, page = self._post(path, do="remove_line-0", **self._form())
        self.assertEqual(page.xpath("//input[@name='line-0-label']/@value"), [""])

    def test_files_that_are_refused(self):
        count = self.env["account.move"].search_count([])
        for content in (b"", b"MZ\x90\x00", b"<html><script>1</script></html>"):
            with self.subTest(content=content):
                response, page = self._upload(content)
                self.assertEqual(response.status_code, 422)
                self.assertTrue(page.xpath("//*[@id='file_error']"))
        response, page = self._upload(b"%PDF-" + b"0" * 30 * 1024 * 1024)
        self.assertEqual(response.status_code, 422)
        self.assertIn("10", page.xpath("string(//*[@id='file_error'])"))
        self.assertEqual(self.env["account.move"].search_count([]), count)

    def test_an_xml_that_cannot_be_read_is_typed(self):
        """Amounts, dates and codes that are none: the form opens all the same."""
        price = b"<ram:ChargeAmount>100.00<"
        for number, (old, new) in enumerate(
            (
                (b">20260314<", b">2026-99-99<"),
                (price, b"<ram:ChargeAmount>cent<"),
                (price, b"<ram:ChargeAmount><"),
                (price, b"<ram:ChargeAmount>1e400<"),
                (price, b"<ram:ChargeAmount>nan<"),
                (price, b"<ram:ChargeAmount>-1e40<"),
                (b">1</ram:BilledQuantity", b">un</ram:BilledQuantity"),
                (b"Percent>20<", b"Percent>vingt<"),
                (b">EUR<", b">ZZZ<"),
                (b">380<", b">999<"),
            )
        ):
            with self.subTest(new=new), mute_logger("odoo.sql_db"):
                content = cii(number=f"FX-B{number}")
                self.assertIn(old, content)
                response, _page = self._upload(content.replace(old, new), "a.xml")
                self.assertEqual(response.status_code, 303)
                path = f"/{self._last().id}/edit"
                self.assertTrue(response.headers["Location"].endswith(path))
                self.assertEqual(self._page(path)[0].status_code, 200)

    def test_the_same_file_leads_to_its_bill(self):
        self._upload(pdf("d"))
        bill = self._last()
        response, _page = self._upload(pdf("d"))
        self.assertIn(f"/{bill.id}?message=known", response.headers["Location"])

    def test_the_same_number_is_told_before_it_is_sent(self):
        first = self._send()
        self._upload(pdf("e"))
        bill = self._last()
        form = self._form(supplier=str(first.partner_id.id))
        response, page = self._post(f"/{bill.id}/edit", do="submit", **form)
        self.assertEqual(response.status_code, 422)
        self.assertTrue(page.xpath(f"//a[@href='{self.base}/{first.id}']"))

    def test_refused_then_corrected(self):
        bill = self._send()
        bill._caetic_purchase_refuse("Le SIREN est faux")
        _response, page = self._page(f"/{bill.id}/edit")
        self.assertIn("Le SIREN est faux", page.text_content())
        self.assertEqual(page.xpath("//input[@name='name']/@value"), ["OVH SAS"])
        self.assertIn(
            f"{self.base}/{bill.id}", [one["url"] for one in self.studio._get_todo()]
        )
        form = self._form(paid="member")
        self._post(f"/{bill.id}/edit", do="submit", **form)
        self.assertEqual(bill.caetic_purchase_state, "submitted")
        self.assertEqual(bill.caetic_advanced_by_id, self.amelie)

    def test_answers(self):
        bill = self._send(activity=self.atelier)
        bill._caetic_assign(self._shares((self.studio, 100)), ask=True)
        response, page = self._post(f"/{bill.id}/answer", do="contest", reason="")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(self._error(page, "reason"))
        self._post(f"/{bill.id}/answer", do="agree")
        self.assertEqual(bill.caetic_part_ids.state, "agreed")

    def test_the_document_is_downloaded(self):
        bill = self._send(content=pdf("f"))
        response = self.url_open(f"{self.base}/{bill.id}/file")
        self.assertEqual(response.content, pdf("f"))
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("attachment", response.headers["Content-Disposition"])

    def test_a_draft_is_discarded_a_sent_bill_is_not(self):
        draft, sent = self._send(submit=False), self._send(reference="B")
        self._post(f"/{draft.id}/discard")
        self.assertFalse(draft.exists())
        response, _page = self._post(f"/{sent.id}/discard")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(sent.exists())

    def test_the_figure_opens_the_bills_it_adds_up(self):
        """Two bills of 100 EUR are read by staff, less a credit note of 30 EUR."""
        waiting = self._send() | self._send(reference="FR-119")
        lines = [("Avoir", self.hosting, "20", "30", "6")]
        waiting |= self._send(lines=lines, reference="AV-1", kind="refund")
        draft = self._send(reference="FR-120", submit=False)
        other = self._send(self.atelier, reference="FR-121")
        _response, page = self._page()
        [figure] = page.xpath("//a[contains(@href, 'show=waiting')]")
        text = " ".join(figure.text_content().split())
        self.assertIn("170,00", text)
        self.assertIn("(3)", text)
        self.assertEqual(self._rows(page), set((waiting | draft).ids))
        _response, page = self._page("?show=waiting")
        self.assertEqual(self._rows(page), set(waiting.ids))
        self.assertNotIn(other.id, self._rows(page))

    def _rows(self, page):
        links = page.xpath("//table//tbody//th//a/@href")
        return {int(link.split("/")[-1]) for link in links}

    def test_the_list_costs_the_same_for_ten_bills_and_for_one(self):
        self._send(reference="1").action_caetic_purchase_approve()
        own = self.studio.with_user(self.amelie.user_id)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            own._portal_get_purchase_rows()
            return self.cr.sql_log_count - before

        count()
        one = count()
        for number in range(2, 6):
            self._send(reference=str(number)).action_caetic_purchase_approve()
        self.assertLessEqual(count(), one)


@tagged("post_install", "-at_install")
class TestSecurity(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls._send(reference="A", submit=False)
        cls.posted = cls._send(reference="B")
        cls.posted.action_caetic_purchase_approve()

    def test_a_colleague_gets_nothing_by_the_pages(self):
        self._login(self.bruno)
        own = f"/my/activities/{self.atelier.id}/purchases"
        for bill in (self.draft, self.posted):
            for base in (self.base, own):
                for end in ("", "/edit", "/file"):
                    with self.subTest(base=base, end=end):
                        response, _page = self._page(f"/{bill.id}{end}", base)
                        self.assertEqual(response.status_code, 303)
            self._post(f"/{bill.id}/discard")
            self._post(f"/{bill.id}/answer", do="agree")
            self.assertTrue(bill.exists())
        response, _page = self._page("")
        self.assertEqual(response.status_code, 303)

    def test_nobody_reads_a_document_by_odoo_s_own_doors(self):
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "account.move"),
                ("res_id", "in", (self.draft + self.posted).ids),
            ]
        )
        self.assertEqual(len(files), 2)
        for member in (self.amelie, self.bruno):
            self._login(member)
            for file in files:
                for url in (f"/web/content/{file.id}", f"/web/image/{file.id}"):
                    response = self.url_open(url)
                    self.assertNotIn(b"%PDF", response.content)
        self.authenticate(None, None)
        response = self.url_open(f"/web/content/{files[0].id}")
        self.assertNotIn(b"%PDF", response.content)

    def test_entrepreneurs_have_no_right_on_bills(self):
        records = [
            self.draft,
            self.posted,
            self.posted.line_ids,
            self.posted.caetic_part_ids,
            self.posted.partner_id,
        ]
        for member in (self.amelie, self.bruno):
            for record in records:
                own = record.with_user(member.user_id)
                with self.subTest(model=record._name, login=member.user_id.login):
                    with self.assertRaises(AccessError):
                        own.read(["display_name"])
                    for operation in ("create", "write", "unlink"):
                        self.assertFalse(own.has_access(operation))

    def test_acts_by_name(self):
        """Public methods of bills refuse entrepreneurs, theirs included."""
        for member in (self.amelie, self.bruno):
            move = self.draft.with_user(member.user_id)
            for call in (
                move.action_caetic_route,
                move.action_caetic_route_proposed,
                move.action_caetic_purchase_approve,
                move.action_caetic_purchase_refuse,
                move.action_post,
                move.button_draft,
                move.button_cancel,
            ):
                with self.assertRaises(AccessError):
                    call()

    def test_methods_check_membership(self):
        activity = self.studio.with_user(self.bruno.user_id)
        bill = self.draft
        for call in (
            lambda: activity._portal_get_purchase(bill.id),
            lambda: activity._portal_get_purchase_rows(),
            lambda: activity._portal_get_suppliers(),
            lambda: activity._portal_receive_purchase(None, b""),
            lambda: activity._portal_get_purchase_form(bill),
            lambda: activity._portal_save_purchase(None, {}, bill),
            lambda: activity._portal_answer_purchase(bill, True),
            lambda: activity._portal_discard_purchase(bill),
            lambda: self.studio.with_user(self.adviser)._portal_get_purchase_rows(),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_suppliers_of_others_are_not_offered(self):
        own = self.atelier.with_user(self.bruno.user_id)
        self.assertFalse(own._portal_get_suppliers())
        self._login(self.bruno)
        base = f"/my/activities/{self.atelier.id}/purchases"
        bill = self._send(activity=self.atelier, submit=False, name="A", siren="")
        data = self._form(supplier=str(self.posted.partner_id.id))
        data |= {"csrf_token": http.Request.csrf_token(self), "do": "submit"}
        response = self.url_open(
            f"{base}/{bill.id}/edit", data=data, allow_redirects=False
        )
        self.assertEqual(response.status_code, 422)

    def test_staff(self):
        """Advisers read the bills of their people, coordinators all that came."""
        other = self._send(activity=self.atelier, reference="Z")
        mine = self.posted.with_user(self.adviser)
        mine.check_access("read")
        mine.invoice_line_ids.check_access("read")
        mine.caetic_part_ids.check_access("read")
        for record in (other, other.invoice_line_ids, other.caetic_part_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.adviser).check_access("read")
            record.with_user(self.coordinator).check_access("read")
            self.assertFalse(record.with_user(self.coordinator).has_access("write"))
            with self.assertRaises(AccessError):
                record.with_user(self.payroll_officer).check_access("read")

    def test_bills_are_not_written_through_the_gateways_door(self):
        """A remote call is no e-mail: whoever may not write bills is refused."""
        letter = {"subject": "Facture", "email_from": "x@example.com"}
        for user in (self.amelie.user_id, self.bruno.user_id, self.adviser):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["account.move"].with_user(user).message_new(letter)
