# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

from freezegun import freeze_time
from lxml import html
from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..uploads import LIMIT
from .common import PDF, CaeticCommon

FILE = "/my/file"
EDIT = "/my/file/edit"
SEND = "/my/file/documents/new"
PRIVACY = "/my/file/privacy"


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestPortalFile(CaeticCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.env["ir.module.module"]._load_module_terms(["caetic_members"], ["fr_FR"])
        cls.amelie = cls._create_file("Amélie Durand", "file_amelie")
        cls.bruno = cls._create_file("Bruno Vidal", "file_bruno")
        cls.identity = cls.env.ref("caetic_members.document_type_identity")

    @classmethod
    def _create_file(cls, name, login):
        member = cls._create_member(name, login, adviser_id=cls.adviser.id)
        member.partner_id.write({"street": "1 rue Droite", "city": "Limoux"})
        member.write(
            {
                "interview_ids": [
                    fields.Command.create(
                        {
                            "name": f"Point de {name}",
                            "objectives": f"Objectifs de {name}",
                            "decisions": "Relancer la mairie",
                            "adviser_id": cls.adviser.id,
                        }
                    )
                ],
                "document_ids": [
                    fields.Command.create(
                        {
                            "type_id": cls.env.ref(
                                "caetic_members.document_type_cv"
                            ).id,
                            "file": base64.b64encode(PDF),
                            "filename": "cv.pdf",
                        }
                    )
                ],
            }
        )
        return member

    def _login(self, member):
        login = member.user_id.login
        self.authenticate(login, login.ljust(8, "x"))

    def _get(self, url, member=None):
        if member:
            self._login(member)
        response = self.url_open(url)
        return response, html.fromstring(response.content)

    def _post(self, url, data, member=None, files=None):
        page = self._get(url, member)[1]
        [token, *_rest] = page.xpath("//form//input[@name='csrf_token']/@value")
        response = self.url_open(url, {**data, "csrf_token": token}, files=files)
        return response, html.fromstring(response.content)

    def _form(self, member):
        return member.with_user(member.user_id)._portal_get_form()

    # -- reading ----------------------------------------------------------------------

    def test_the_person_reads_their_interviews(self):
        """R805: no note that the person would not see."""
        _response, page = self._get(FILE, self.amelie)
        text = page.text_content()
        self.assertIn("Objectifs de Amélie Durand", text)
        self.assertIn("Relancer la mairie", text)
        self.assertNotIn("Bruno", text)

    def test_pages_are_whole_and_in_french(self):
        for url, title in (
            (FILE, "Mon dossier"),
            (EDIT, "Corriger mon dossier"),
            (SEND, "Envoyer un document"),
            (PRIVACY, "Mes données personnelles"),
        ):
            with self.subTest(url=url):
                response, page = self._get(url, self.amelie)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(
                    [h.text_content().strip() for h in page.xpath("//h1")], [title]
                )
                self.assertEqual(page.get("lang"), "fr-FR")

    def test_a_paper_is_sent_to_its_person_only(self):
        url = f"/my/file/documents/{self.amelie.document_ids.id}"
        self._login(self.amelie)
        self.assertEqual(self.url_open(url).content, PDF)
        self._login(self.bruno)
        self.assertNotIn(PDF, self.url_open(url).content)

    def test_who_has_no_file_is_sent_away(self):
        self.authenticate("staff_adviser", "staff_adviser")
        for url in (FILE, EDIT, SEND, PRIVACY):
            with self.subTest(url=url):
                self.assertNotIn(FILE, self.url_open(url).url)

    def test_queries_do_not_grow_with_the_file(self):
        self._login(self.amelie)
        few = self._count()
        for index in range(12):
            self.amelie.interview_ids[:1].copy({"date": f"2026-05-{index + 1:02d}"})
            self.env["caetic.member.document"].create(
                {"member_id": self.amelie.id, "type_id": self.identity.id}
            )
        self.assertEqual(self._count(), few)

    def _count(self):
        self.url_open(FILE)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(self.url_open(FILE).status_code, 200)
        return self.env.cr.sql_log_count - before

    # -- corrections ------------------------------------------------------------------

    def test_a_correction_waits_for_staff(self):
        form = {**self._form(self.amelie), "street": "2 rue Neuve", "zip": "11300"}
        self._post(EDIT, {**form, "note": "J'ai déménagé"}, self.amelie)
        self.assertEqual(self.amelie.partner_id.street, "1 rue Droite")
        [change] = self.amelie.change_ids
        asked = {
            line.field_name: (line.old_value, line.new_value)
            for line in change.line_ids
        }
        self.assertEqual(
            asked, {"street": ("1 rue Droite", "2 rue Neuve"), "zip": ("", "11300")}
        )
        self.assertEqual(change.note, "J'ai déménagé")
        self.assertEqual(change.activity_ids.user_id, self.adviser)
        self.assertIn("2 rue Neuve", self._get(FILE)[1].text_content())

    def test_an_accepted_correction_is_written(self):
        form = {
            **self._form(self.amelie),
            "city": "Quillan",
            "birthdate": "1984-09-12",
            "children_count": "2",
            "nationality": "BE",
            "family_status": "couple",
        }
        self._post(EDIT, form, self.amelie)
        change = self.amelie.change_ids.with_user(self.adviser)
        change.action_accept()
        self.assertEqual(self.amelie.partner_id.city, "Quillan")
        self.assertEqual(str(self.amelie.birthdate), "1984-09-12")
        self.assertEqual(self.amelie.children_count, 2)
        self.assertEqual(self.amelie.nationality_id.code, "BE")
        self.assertEqual(self.amelie.family_status, "couple")
        self.assertEqual(change.decided_by_id, self.adviser)
        self.assertFalse(change.activity_ids)
        with self.assertRaises(UserError):
            change.action_refuse()

    def test_a_refusal_gives_its_reason_and_the_person_reads_it(self):
        self._post(EDIT, {**self._form(self.amelie), "name": "Reine"}, self.amelie)
        change = self.amelie.change_ids.with_user(self.coordinator)
        with self.assertRaises(UserError):
            change.action_refuse()
        change.reason = "Une pièce d'identité est nécessaire."
        change.action_refuse()
        self.assertEqual(self.amelie.name, "Amélie Durand")
        text = self._get(FILE, self.amelie)[1].text_content()
        self.assertIn("Une pièce d'identité est nécessaire.", text)

    def test_adviser_decides_for_their_own_people_only(self):
        self.bruno.adviser_id = self.coordinator
        self._post(EDIT, {**self._form(self.bruno), "city": "Alet"}, self.bruno)
        with self.assertRaises(AccessError):
            self.bruno.change_ids.with_user(self.adviser).action_accept()

    def test_nothing_typed_is_lost(self):
        form = {
            **self._form(self.amelie),
            "email": "pas une adresse",
            "city": "Couiza",
            "note": "Mon mot",
        }
        response, page = self._post(EDIT, form, self.amelie)
        self.assertEqual(response.status_code, 422)
        self.assertEqual(page.xpath("//input[@id='email']/@value"), ["pas une adresse"])
        self.assertEqual(page.xpath("//input[@id='city']/@value"), ["Couiza"])
        self.assertEqual(page.xpath("//textarea[@id='note']")[0].text, "Mon mot")
        [error] = page.xpath("//*[@id='email_error']")
        self.assertIn("nom@exemple.fr", error.text_content())
        self.assertFalse(self.amelie.change_ids)

    def test_an_unchanged_form_asks_nothing(self):
        response, page = self._post(EDIT, self._form(self.amelie), self.amelie)
        self.assertEqual(response.status_code, 422)
        self.assertIn("Rien ne diffère", page.text_content())

    def test_one_correction_at_a_time(self):
        self._post(EDIT, {**self._form(self.amelie), "city": "Alet"}, self.amelie)
        response, _page = self._post(
            EDIT, {**self._form(self.amelie), "city": "Espéraza"}
        )
        self.assertEqual(response.status_code, 422)
        self.assertEqual(len(self.amelie.change_ids), 1)

    def test_fields_outside_the_form_are_not_read(self):
        forged = {"state": "associate", "adviser_id": "1", "legal_hold_reason": "x"}
        self._post(
            EDIT, {**self._form(self.amelie), **forged, "city": "A"}, self.amelie
        )
        self.assertEqual(self.amelie.change_ids.line_ids.mapped("field_name"), ["city"])

    # -- papers -----------------------------------------------------------------------

    def _send(self, content, name="carte.pdf", kind=None, **data):
        kind = self.identity.id if kind is None else kind
        files = {"file": (name, io.BytesIO(content))} if content is not None else None
        return self._post(SEND, {"type": kind, **data}, self.amelie, files)

    def test_a_sent_paper_waits_to_be_checked(self):
        self._send(PDF, "..\\..\\carte\u202egnp.exe")
        sent = self.amelie.document_ids.filtered(
            lambda one: one.type_id == self.identity
        )
        self.assertEqual(sent.check_state, "to_check")
        self.assertEqual(base64.b64decode(sent.file), PDF)
        self.assertTrue(sent.filename.endswith(".pdf"))
        self.assertNotIn("\\", sent.filename)
        self.assertIn(self.adviser, self.amelie.activity_ids.user_id)
        self.assertIn(self.identity.name, self.amelie._get_missing_documents("cape"))
        sent.with_user(self.adviser).write({"date_expiry": "2030-01-01"})
        sent.with_user(self.adviser).action_check()
        self.assertNotIn(self.identity.name, self.amelie._get_missing_documents("cape"))

    def test_a_paper_of_another_type_is_refused(self):
        for content in (b"<html><script>", b"MZ\x90", b""):
            with self.subTest(content=content):
                response, page = self._send(content, note="Mon mot")
                self.assertEqual(response.status_code, 422)
                self.assertTrue(page.xpath("//*[@id='file_error']"))
                self.assertEqual(page.xpath("//input[@id='note']/@value"), ["Mon mot"])
                chosen = page.xpath("//select[@id='type']/option[@selected]/@value")
                self.assertEqual(chosen, [str(self.identity.id)])
        self.assertEqual(len(self.amelie.document_ids), 1)

    def test_a_paper_too_large_is_refused_in_words(self):
        for size in (LIMIT, 30 * 1024 * 1024):
            with self.subTest(size=size):
                response, page = self._send(PDF + b"0" * size)
                self.assertEqual(response.status_code, 422)
                error = page.xpath("//*[@id='file_error']")[0].text_content()
                self.assertIn("10 Mo", error)

    def test_a_photo_is_kept_without_what_it_tells(self):
        """RGPD art. 5: where and with what a paper was photographed is not kept."""
        photo, written = Image.new("RGB", (3000, 1000), "white"), io.BytesIO()
        exif = photo.getexif()
        exif[0x010F] = "Sekretphone"
        photo.save(written, "JPEG", exif=exif)
        self._send(written.getvalue(), "photo.png")
        sent = self.amelie.document_ids[-1:] | self.amelie.document_ids[:1]
        [kept] = sent.filtered(lambda one: one.type_id == self.identity)
        content = base64.b64decode(kept.file)
        self.assertEqual(kept.filename, "photo.jpg")
        self.assertNotIn(b"Sekret", content)
        self.assertEqual(Image.open(io.BytesIO(content)).size, (1920, 640))

    def test_a_webp_is_kept_as_jpeg_and_a_broken_one_refused(self):
        """Odoo loads readers of JPEG, PNG and few others: WebP is asked for."""
        written = io.BytesIO()
        Image.new("RGB", (30, 10), "white").save(written, "WEBP")
        for broken in (written.getvalue()[:40], b"\x89PNG\r\n\x1a\n"):
            response, page = self._send(broken)
            self.assertEqual(response.status_code, 422)
            self.assertTrue(page.xpath("//*[@id='file_error']"))
        self._send(written.getvalue(), "photo.webp")
        self.assertIn("photo.jpg", self.amelie.document_ids.mapped("filename"))

    def test_the_kind_of_paper_is_of_the_list(self):
        for kind in ("", "0", "999999", "x", "²"):
            with self.subTest(kind=kind):
                response, page = self._send(PDF, kind=kind)
                self.assertEqual(response.status_code, 422)
                self.assertTrue(page.xpath("//*[@id='type_error']"))

    # -- personal data ----------------------------------------------------------------

    def test_switches_add_rows_to_the_log(self):
        self._post(
            PRIVACY,
            {"do": "save", "newsletter": "1", "directory_internal": "1"},
            self.amelie,
        )
        self.assertTrue(self.amelie._has_consent("newsletter"))
        self._post(PRIVACY, {"do": "save", "directory_internal": "1"})
        self.assertFalse(self.amelie._has_consent("newsletter"))
        rows = self.amelie.consent_ids.sorted("id")
        self.assertEqual(rows.mapped("kind"), ["newsletter"] * 2)
        self.assertEqual(rows.mapped("given"), [True, False])
        self.assertEqual(set(rows.mapped("source")), {"portal"})

    def test_the_notice_is_read_once(self):
        page = self._get(FILE, self.amelie)[1]
        self.assertTrue(
            page.xpath(f"//a[contains(@class, 'alert')][@href='{PRIVACY}']")
        )
        self._post(PRIVACY, {"do": "read"})
        page = self._get(FILE)[1]
        self.assertFalse(
            page.xpath(f"//a[contains(@class, 'alert')][@href='{PRIVACY}']")
        )
        self.assertEqual(self.amelie.consent_ids.mapped("kind"), ["notice"])

    # -- doors ------------------------------------------------------------------------

    def test_nobody_acts_in_the_file_of_another(self):
        file = self.amelie.with_user(self.bruno.user_id)
        today = fields.Date.today()
        for act in (
            lambda: file._portal_get_file(),
            lambda: file._portal_ask_correction({"city": "X"}, "", today),
            lambda: file._portal_add_document(self.identity.id, "x.pdf", PDF),
            lambda: file._portal_answer({"newsletter": True}),
        ):
            with self.assertRaises(AccessError):
                act()

    def test_a_portal_user_writes_nothing_by_rpc(self):
        self._post(EDIT, {**self._form(self.amelie), "city": "Alet"}, self.amelie)
        self.amelie._record_consents_sudo({"newsletter": True}, "paper")
        for model in (
            "caetic.member.change",
            "caetic.member.change.line",
            "caetic.consent",
            "caetic.member.document",
            "caetic.exit.package",
        ):
            records = self.env[model].search([]).with_user(self.amelie.user_id)
            for operation in ("write", "create", "unlink"):
                with self.subTest(model=model, operation=operation):
                    self.assertFalse(records.has_access(operation))
            with self.subTest(model=model):
                mine = records.search([])
                self.assertFalse(mine - mine.filtered(lambda one: self._is_own(one)))
        for model in ("caetic.access.log", "caetic.purge", "caetic.member.sensitive"):
            with self.subTest(model=model):
                records = self.env[model].with_user(self.amelie.user_id)
                self.assertFalse(records.has_access("read"))

    def _is_own(self, record):
        return (
            "member_id" not in record._fields or record.sudo().member_id == self.amelie
        )

    # -- those who have left ----------------------------------------------------------

    def test_former_member_reads_and_writes_no_more(self):
        form = self._form(self.amelie)
        token_page = self._get(EDIT, self.amelie)[1]
        token = token_page.xpath("//input[@name='csrf_token']/@value")[0]
        self.amelie._record_step("left", fields.Date.today(), "Déménage")
        text = self._get(FILE)[1].text_content()
        self.assertIn("Objectifs de Amélie Durand", text)
        self.assertIn("Vous avez quitté la coopérative", text)
        self.assertNotIn(EDIT, self.url_open(EDIT).url)
        self.assertNotIn(SEND, self.url_open(SEND).url)
        data = {**form, "city": "Alet", "csrf_token": token}
        self.assertEqual(self.url_open(EDIT, data).status_code, 422)
        sent = self.url_open(
            SEND,
            {"type": self.identity.id, "csrf_token": token},
            files={"file": ("x.pdf", io.BytesIO(PDF))},
        )
        self.assertEqual(sent.status_code, 422)
        self.assertFalse(self.amelie.change_ids)
        self.assertEqual(len(self.amelie.document_ids), 1)

    def test_former_member_may_still_withdraw(self):
        """RGPD art. 7 and 21: leaving takes no right away."""
        self.amelie._record_consents_sudo({"photo_public": True}, "paper")
        self.amelie._record_step("left", fields.Date.today(), "Déménage")
        self._post(PRIVACY, {"do": "save"}, self.amelie)
        self.assertFalse(self.amelie._has_consent("photo_public"))
