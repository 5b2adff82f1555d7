# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Visitors write to somebody, and say what they need; programs do not."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..models.caetic_public_message import BY_SENDER, TO_PERSON
from .common import DirectoryCommon

VISITOR = {
    "name": "Anne Durand",
    "email": "anne@mairie.example",
    "phone": "04 68 00 00 00",
    "body": "Bonjour, nous cherchons un film pour l'office de tourisme.",
}
NEED = {
    **VISITOR,
    "organisation": "Mairie de Limoux",
    "title": "Site internet avec identité visuelle et vidéo",
    "budget": "7 500,50",
    "town": "Limoux",
    "date_start": "2031-02-01",
    "date_end": "2031-04-30",
    "work_mode": "onsite",
}


@tagged("post_install", "-at_install")
class TestDirectoryForms(DirectoryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chloe = cls._make_person("Chloé Martin")
        cls.chloe.partner_id.email = "chloe.privee@example.com"
        cls.company.email = "contact@cae.example"
        cls._show(cls.chloe)
        cls.url = f"{cls.chloe._public_get_url()}/contact"
        cls.messages = cls.env["caetic.public.message"]

    def _found(self):
        return self.messages.search([("kind", "=", "contact")])

    # -- to a person ------------------------------------------------------------------

    def test_a_message_reaches_the_person(self):
        answer = self._send(self.url, VISITOR)
        self.assertEqual(answer.status_code, 303)
        message = self._found()
        self.assertEqual(message.profile_id, self.chloe)
        self.assertEqual(message.email, "anne@mairie.example")
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertEqual(mail.recipient_ids, self.chloe.partner_id)
        self.assertIn("anne@mairie.example", mail.reply_to)
        self.assertIn("contact@cae.example", mail.email_from)
        self.assertIn("office de tourisme", mail.body_html)
        thanks = self.url_open(answer.headers["Location"])
        self.assertEqual(thanks.status_code, 200)

    def test_the_address_is_never_shown(self):
        sent = self._send(self.url, VISITOR)
        pages = [
            self.url_open(path)
            for path in (
                self.url,
                self.chloe._public_get_url(),
                sent.headers["Location"],
            )
        ]
        pages.append(self._send(self.url, {**VISITOR, "email": "nowhere"}))
        for page in pages:
            self.assertNotIn("chloe.privee", page.text + str(page.headers))
        self.assertFalse([one for one in self._found().read() if "privee" in str(one)])

    def test_html_is_text(self):
        body = "<script>alert(1)</script><b>Bonjour, un film</b>"
        self._send(self.url, {**VISITOR, "body": body, "name": 'A "<b>" B'})
        self.assertEqual(self._found().body, body)
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertNotIn("<script>", mail.body_html)
        self.assertNotIn("<b>Bonjour", mail.body_html)

    def test_no_header_is_slipped_in(self):
        answer = self._send(
            self.url, {**VISITOR, "email": "a@b.example\r\nBcc: c@d.example"}
        )
        self.assertEqual(answer.status_code, 422)
        self._send(self.url, {**VISITOR, "name": "Anne\r\nBcc: c@d.example"})
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertNotIn("\n", mail.reply_to)

    # -- what is refused --------------------------------------------------------------

    def _assert_asked_again(self, field, **typed):
        answer = self._send(self.url, {**VISITOR, **typed})
        self.assertEqual(answer.status_code, 422)
        page = self._read(answer)
        [wrong] = page.xpath("//*[@aria-invalid='true']")
        self.assertEqual(wrong.get("name"), field)
        [said] = page.xpath(f"//*[@id='{wrong.get('aria-describedby')}']")
        self.assertTrue(said.text_content().strip())
        if field != "name":
            kept = page.xpath("//input[@name='name']/@value")
            self.assertEqual(kept, ["Anne Durand"])
        self.assertFalse(self._found())

    def test_errors_are_beside_their_field_and_nothing_is_lost(self):
        self._assert_asked_again("email", email="nowhere")
        self._assert_asked_again("name", name="  ")
        self._assert_asked_again("name", name="x" * 101)
        self._assert_asked_again("phone", phone="1" * 41)
        self._assert_asked_again("body", body="")
        self._assert_asked_again("body", body="court")
        self._assert_asked_again("body", body="x" * 3001)
        self._assert_asked_again("body", body="http://a.b www.c.d https://e.f " * 2)

    def _assert_refused(self, data, seconds=10):
        answer = self._send(self.url, data, seconds)
        self.assertEqual(answer.status_code, 422)
        self.assertTrue(self._read(answer).xpath("//*[@role='alert']"))
        self.assertFalse(self._found())

    def test_programs_are_kept_out(self):
        self._assert_refused({**VISITOR, "website_url": "https://spam.example"})
        self._assert_refused(VISITOR, seconds=1)
        self._assert_refused(VISITOR, seconds=13 * 3600)
        for token in ("", "x", "AQAAAA", "é", "A" * 5000):
            self._assert_refused({**VISITOR, "token": token})
        self._assert_refused({**VISITOR, "name": "http://spam.example"})

    def test_a_form_without_its_token_is_refused(self):
        answer = self.url_open(self.url, data={**VISITOR, "token": self._token()})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._found())

    def test_five_messages_an_hour_from_one_place(self):
        for _time in range(BY_SENDER):
            self.assertEqual(self._send(self.url, VISITOR).status_code, 303)
        answer = self._send(self.url, VISITOR)
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(len(self._found()), BY_SENDER)
        # The next hour is another one.
        self._age(self._found(), hours=2)
        self.assertEqual(self._send(self.url, VISITOR).status_code, 303)

    def test_ten_messages_a_day_to_one_person(self):
        for number in range(TO_PERSON):
            self.messages._public_send(self.chloe, VISITOR, f"place {number}")
        answer = self._send(self.url, VISITOR)
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(len(self._found()), TO_PERSON)

    def test_the_place_itself_is_not_kept(self):
        self._send(self.url, VISITOR)
        self.assertNotIn("127.0.0.1", str(self._found().sudo().read()))  # All fields.

    # -- who reads, and how long ------------------------------------------------------

    def test_the_copy_is_for_the_cooperative(self):
        self.messages._public_send(self.chloe, VISITOR, "x")
        self.assertTrue(self.messages.with_user(self.coordinator).search([]))
        for user in (self.adviser, self.accountant):
            with self.assertRaises(AccessError):
                self.messages.with_user(user).search([])
        with self.assertRaises(AccessError):
            self._found().with_user(self.coordinator).write({"body": "autre"})

    def _age(self, messages, **length):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE caetic_public_message SET create_date = %s WHERE id IN %s",
            (fields.Datetime.now() - relativedelta(**length), tuple(messages.ids)),
        )
        messages.invalidate_recordset()

    def test_messages_are_kept_as_long_as_contacts(self):
        """R802: 3 years after the contact."""
        old, new = (
            self.messages._public_send(self.chloe, VISITOR, "x") for _time in range(2)
        )
        self._age(old, years=3, days=1)
        self._age(new, years=2, days=360)
        self.messages.sudo()._gc_messages()  # As the daily action does.
        self.assertEqual(self._found(), new)
        # Where it came from served to count the messages of an hour.
        self.assertFalse(new.sudo().sender_key)  # Hidden from the interface.

    # -- a need -----------------------------------------------------------------------

    def _needs(self):
        return self.env["caetic.opportunity"].search([("source", "=", "public")])

    def test_a_need_becomes_an_opportunity(self):
        trade = self._make_trade("Montage de films")
        answer = self._send("/annuaire/besoin", {**NEED, "trade": [trade.id]})
        self.assertEqual(answer.status_code, 303)
        need = self._needs()
        self.assertEqual(need.name, NEED["title"])
        self.assertEqual(need.contact_email, "anne@mairie.example")
        self.assertIn("Mairie de Limoux", need.contact_name)
        self.assertEqual(need.budget, 7500.5)
        self.assertEqual(need.date_start, fields.Date.to_date("2031-02-01"))
        self.assertEqual(need.work_mode, "onsite")
        self.assertIn(trade, need.trade_ids)
        self.assertEqual(need.company_id, self.company)
        thanks = self.url_open(answer.headers["Location"])
        self.assertEqual(thanks.status_code, 200)

    def test_a_need_is_asked_again(self):
        trade = self._make_trade("Montage de films")
        wrong = {
            "title": " ",
            "budget": "beaucoup",
            "date_start": "demain",
            "town": "x" * 101,
            "email": "nowhere",
            "body": "",
        }
        answer = self._send("/annuaire/besoin", {**NEED, **wrong, "trade": [trade.id]})
        self.assertEqual(answer.status_code, 422)
        page = self._read(answer)
        names = page.xpath("//*[@aria-invalid='true']/@name")
        self.assertEqual(set(names), set(wrong))
        self.assertEqual(page.xpath("//input[@name='budget']/@value"), ["beaucoup"])
        checked = page.xpath("//input[@name='trade'][@checked]/@value")
        self.assertEqual(checked, [str(trade.id)])
        self.assertFalse(self._needs())

    def test_a_need_ends_after_its_start(self):
        answer = self._send("/annuaire/besoin", {**NEED, "date_end": "2031-01-01"})
        names = self._read(answer).xpath("//*[@aria-invalid='true']/@name")
        self.assertEqual(names, ["date_end"])

    def test_needs_are_counted_too(self):
        for _time in range(BY_SENDER):
            self._send("/annuaire/besoin", NEED)
        answer = self._send("/annuaire/besoin", NEED)
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(len(self._needs()), BY_SENDER)
        self._assert_refused_need({**NEED, "website_url": "x"})

    def _assert_refused_need(self, data):
        before = len(self._needs())
        self.assertEqual(self._send("/annuaire/besoin", data).status_code, 422)
        self.assertEqual(len(self._needs()), before)

    def test_odd_choices_are_left_out(self):
        odd = {"trade": ["0", "-1", "x", "9" * 30], "work_mode": "moon"}
        answer = self._send("/annuaire/besoin", {**NEED, **odd})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._needs().work_mode, "both")
