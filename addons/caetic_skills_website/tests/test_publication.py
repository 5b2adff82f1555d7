# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a person shows: nothing by default, a dated log, gone as soon as taken back."""

import base64

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import Request
from odoo.tests import tagged

from .common import DirectoryCommon, picture

CHOICES = "/my/profile/public"


@tagged("post_install", "-at_install")
class TestPublication(DirectoryCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.video = cls._make_trade("Montage de films")
        cls.chloe = cls._make_person(
            "Chloé Martin",
            "dir_chloe",
            headline="Vidéos courtes pour le tourisme",
            town="Limoux",
            photo=picture("red"),
            trade_ids=[(6, 0, cls.video.ids)],
        )
        cls.env["caetic.portfolio.item"].create(
            {
                "profile_id": cls.chloe.id,
                "name": "Film du canal",
                "image_1920": picture("blue"),
            }
        )
        cls.images = (
            f"/annuaire/image/photo/{cls.chloe.id}",
            f"/annuaire/image/item/{cls.chloe.item_ids.id}",
        )

    def _status(self, path):
        return self.url_open(path).status_code

    # -- the log ----------------------------------------------------------------------

    def test_nothing_is_shown_before_it_is_asked_for(self):
        self.assertFalse(self.chloe.is_public)
        self.assertFalse(self.chloe.public_fields)
        self.assertFalse(self.chloe.public_words)
        self.assertEqual(self._page_of(self.chloe).status_code, 404)

    def test_fields_alone_make_no_page(self):
        self._show(self.chloe, "headline", "town", page=False)
        self.assertFalse(self.chloe.is_public)
        self.assertFalse(self.chloe.public_fields)

    def test_a_page_alone_shows_a_name(self):
        self._show(self.chloe)
        self.assertTrue(self.chloe.is_public)
        page = self._page_of(self.chloe)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("Vidéos courtes", page.text)
        self.assertNotIn("Limoux", self._read(page).xpath("string(//main)"))

    def test_each_change_is_a_dated_row(self):
        self._show(self.chloe, "headline")
        self._show(self.chloe, "headline")
        self._show(self.chloe)
        rows = self.chloe.publication_ids.sorted("id")
        self.assertEqual(rows.mapped("kind"), ["headline", "headline"])
        self.assertEqual(rows.mapped("given"), [True, False])
        self.assertEqual(rows.mapped("author_id"), self.env.user)
        self.assertTrue(all(rows.mapped("date")))

    def test_the_log_is_not_rewritten(self):
        self._show(self.chloe, "town")
        with self.assertRaises(UserError):
            self.chloe.publication_ids.given = False
        with self.assertRaises(UserError):
            self.chloe.publication_ids.unlink()

    def test_somebody_outside_answers_on_paper(self):
        """They have no file in the hub: the page is a line of the same log."""
        partner = self.env["res.partner"].create({"name": "Odile Lefort"})
        outside = self.profiles.create(
            {
                "partner_id": partner.id,
                "agreed_on": fields.Date.today(),
                "headline": "Conseil",
            }
        )
        outside._record_publication_sudo({"headline": True}, "paper")
        self.assertFalse(outside.is_public)
        outside._record_publication_sudo({"profile": True}, "paper")
        self.assertEqual(outside.public_fields, "headline")
        outside.agreed_on = False
        self.assertFalse(outside.is_public)

    # -- taken back -------------------------------------------------------------------

    def test_what_is_taken_back_is_gone_at_the_next_request(self):
        kinds = ("headline", "town", "trades", "portfolio")
        self._show(self.chloe, *kinds, photo=True)
        url, trade = self.chloe._public_get_url(), self.video._public_get_link()["url"]
        for path in (url, trade, *self.images):
            self.assertEqual(self._status(path), 200, path)
        self.assertIn(url, self.url_open("/annuaire/sitemap.xml").text)
        self.assertIn(url, self.url_open("/annuaire?q=videos+courtes").text)
        self._show(self.chloe, *kinds, page=False)
        for path in (url, f"{url}/contact", trade, *self.images):
            self.assertEqual(self._status(path), 404, path)
        for path in ("/annuaire", "/annuaire/sitemap.xml", "/annuaire?q=chloe"):
            self.assertNotIn(url, self.url_open(path).text, path)

    def test_one_thing_taken_back(self):
        self._show(self.chloe, "headline", "portfolio", photo=True)
        self._show(self.chloe, "headline", photo=False)
        page = self._page_of(self.chloe)
        self.assertIn("Vidéos courtes", page.text)
        self.assertNotIn("Film du canal", page.text)
        self.assertNotIn("/annuaire/image/", page.text)
        for path in self.images:
            self.assertEqual(self._status(path), 404)
        self.assertNotIn(
            self.chloe._public_get_url(), self.url_open("/annuaire?q=canal").text
        )

    def test_nobody_keeps_a_copy(self):
        self._show(self.chloe, "headline", photo=True)
        for path in ("/annuaire", self.chloe._public_get_url()):
            self.assertEqual(self.url_open(path).headers["Cache-Control"], "no-store")
        kept = self.url_open(self.images[0]).headers
        self.assertEqual(kept["Cache-Control"], "private, no-cache")
        again = self.url_open(self.images[0], headers={"If-None-Match": kept["ETag"]})
        self.assertEqual(again.status_code, 304)
        self._show(self.chloe, "headline")
        again = self.url_open(self.images[0], headers={"If-None-Match": kept["ETag"]})
        self.assertEqual(again.status_code, 404)

    def test_objection_and_departure_end_the_page(self):
        self._show(self.chloe, "headline")
        member = self.chloe.member_id
        member._record_consents_sudo({"directory_internal": False}, "portal")
        self.assertFalse(self.chloe.is_public)
        member._record_consents_sudo({"directory_internal": True}, "portal")
        self.assertTrue(self.chloe.is_public)
        member._record_step("left", reason="Fin", check=False)
        self.assertFalse(self.chloe.is_public)
        self.assertEqual(self._page_of(self.chloe).status_code, 404)

    # -- portal -----------------------------------------------------------------------

    def _choose(self, *keys):
        self.authenticate("dir_chloe", "dir_chloe")
        data = {**dict.fromkeys(keys, "1"), "csrf_token": Request.csrf_token(self)}
        return self.url_open(CHOICES, data=data)

    def test_the_person_chooses_on_the_portal(self):
        page = self._choose("profile", "headline", "rate", "is_public", "email")
        self.assertEqual(page.status_code, 200)
        self.assertEqual(self.chloe.public_fields, "headline rate")
        consents = self.chloe.member_id.consent_ids
        self.assertEqual(consents.kind, "directory_public")
        self.assertEqual(consents.source, "portal")
        checked = self._read(page).xpath("//input[@role='switch'][@checked]/@name")
        self.assertEqual(set(checked), {"profile", "headline", "rate"})
        self._choose()
        self.assertFalse(self.chloe.is_public)
        self.assertEqual(len(self.chloe.publication_ids), 4)

    def test_nothing_is_checked_at_first(self):
        self.authenticate("dir_chloe", "dir_chloe")
        page = self._read(self.url_open(CHOICES))
        self.assertFalse(page.xpath("//input[@role='switch'][@checked]"))
        self.assertEqual(len(page.xpath("//input[@role='switch']")), 14)

    def test_the_preview_is_the_page(self):
        self._show(self.chloe, "headline", "portfolio", page=False, photo=True)
        self.authenticate("dir_chloe", "dir_chloe")
        preview = self.url_open(f"{CHOICES}/preview")
        words = self._read(preview).xpath("string(//main)")
        self.assertIn("Vidéos courtes", words)
        self.assertIn("Film du canal", words)
        self.assertNotIn("Limoux", words)
        # The person sees their own pictures before anybody else does.
        self.assertEqual(
            self.url_open(self.images[0]).content, base64.b64decode(picture("red"))
        )
        self.authenticate(None, None)
        self.assertEqual(self._status(self.images[0]), 404)

    def test_a_form_without_its_token_changes_nothing(self):
        self.authenticate("dir_chloe", "dir_chloe")
        answer = self.url_open(CHOICES, data={"profile": "1"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.chloe.is_public)

    # -- personal data ----------------------------------------------------------------

    def test_choices_belong_to_the_file(self):
        self._show(self.chloe, "town")
        member_sudo = self.chloe.member_id.sudo()  # As exports and purges do.
        found = member_sudo._get_personal_records()
        self.assertEqual(
            found["caetic.profile.publication"], self.chloe.publication_ids
        )
