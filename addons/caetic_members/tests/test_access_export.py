# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import csv
import io
import json
import zipfile

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ..archive import Archive, clean_name, defuse
from .common import CaeticCommon

DIRECTORY = "caetic.access.log"


@tagged("post_install", "-at_install")
class TestAccessExport(CaeticCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_file("Amélie Garrigue", "amelie.x", "06 11 11 11 11")
        cls.bruno = cls._create_file("Bruno Corbières", "bruno.x", "06 22 22 22 22")
        # They share an activity, and the customer that it invoices.
        cls.shared = cls._create_activity("Duo", cls.amelie | cls.bruno)
        cls._invoice({cls.shared: 100}, "2026-05-04")

    @classmethod
    def _create_file(cls, name, login, phone):
        member = cls._create_member(name, login, adviser_id=cls.adviser.id)
        member.partner_id.phone = phone
        member.write(
            {
                "emergency_contact": f"Proche de {name}",
                "interview_ids": [
                    fields.Command.create(
                        {
                            "name": f"Point avec {name}",
                            "objectives": f"=Objectifs de {name}",
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
                            "filename": f"cv {name}.pdf",
                            "file": b"JVBERi0xLjQ=",
                        }
                    )
                ],
            }
        )
        cls.env["caetic.member.sensitive"].create(
            {"member_id": member.id, "disability": "refused"}
        )
        cls._create_contract(member)
        member.message_post(body=f"Message sur {name}")
        return member

    def _open(self, content):
        """Return the names and the whole text of an archive."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.assertIsNone(archive.testzip())
            names = archive.namelist()
            text = "\n".join(
                archive.read(name).decode("utf-8-sig")
                for name in names
                if name.endswith((".csv", ".json", ".txt"))
            )
            return names, text, json.loads(archive.read("dossier.json"))

    def _export(self, user, member):
        file, size = member.with_user(user)._export_access()
        with file:
            content = file.read()
        self.assertEqual(len(content), size)
        return self._open(content)

    def test_the_person_has_everything_and_nobody_else(self):
        """RGPD art. 15 and 20: whole, and of one person only (R807)."""
        names, text, _content = self._export(self.amelie.user_id, self.amelie)
        for expected in (
            "Amélie Garrigue",
            "06 11 11 11 11",
            "Proche de Amélie Garrigue",
            "Point avec Amélie Garrigue",
            "Message sur Amélie Garrigue",
            "Duo",
        ):
            with self.subTest(expected=expected):
                self.assertIn(expected, text)
        for foreign in ("Bruno", "06 22", "bruno", "Corbières", "Mairie de Limoux"):
            with self.subTest(foreign=foreign):
                self.assertNotIn(foreign, text)
                self.assertNotIn(foreign, " ".join(names))
        self.assertEqual(len([one for one in names if one.endswith(".pdf")]), 1)

    def test_sensitive_facts_are_for_the_person_and_the_privacy_officer(self):
        title = self.env["ir.model"]._get("caetic.member.sensitive").name
        for user, whole in (
            (self.amelie.user_id, True),
            (self.privacy_officer, True),
            (self.coordinator, False),
        ):
            with self.subTest(user=user.login):
                _names, _text, content = self._export(user, self.amelie)
                self.assertEqual(bool(self._facts(content, title)), whole)

    def _facts(self, content, title):
        return [
            row
            for name, rows in content.items()
            for row in rows
            if "disability" in row and name
        ]

    def test_others_export_nothing(self):
        for user in (self.bruno.user_id, self.adviser, self.accountant):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.amelie.with_user(user)._export_access()
        self.assertFalse(self.env[DIRECTORY].search([]))

    def test_each_export_is_logged(self):
        """R809: who exported whom, and when."""
        self._export(self.amelie.user_id, self.amelie)
        self._export(self.coordinator, self.amelie)
        logs = self.env[DIRECTORY].search([], order="id")
        self.assertEqual(logs.user_id, self.amelie.user_id | self.coordinator)
        self.assertEqual(logs.mapped("source"), ["portal", "staff"])
        self.assertEqual(logs.member_id, self.amelie)
        self.assertEqual(logs.mapped("file_count"), [1, 1])

    def test_no_cell_is_a_formula(self):
        _names, text, _content = self._export(self.amelie.user_id, self.amelie)
        rows = csv.reader(io.StringIO(text), delimiter=";")
        cells = [cell for row in rows for cell in row]
        self.assertIn("'=Objectifs de Amélie Garrigue", cells)

    def test_portal_sends_the_archive(self):
        self.authenticate("amelie.x", "amelie.x")
        page = self.url_open("/my/file/privacy")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        response = self.url_open("/my/file/export", {"csrf_token": token})
        self.assertEqual(response.headers["Content-Type"], "application/zip")
        _names, text, _content = self._open(response.content)
        self.assertIn("Amélie Garrigue", text)
        log = self.env[DIRECTORY].search([])
        self.assertEqual((log.user_id, log.source), (self.amelie.user_id, "portal"))

    def test_staff_route_refuses_others(self):
        url = f"/caetic/members/{self.amelie.id}/export"
        self.authenticate("bruno.x", "bruno.xx")
        self.assertNotIn(b"Garrigue", self.url_open(url).content)
        self.authenticate("staff_adviser", "staff_adviser")
        self.assertNotEqual(
            self.url_open(url).headers["Content-Type"], "application/zip"
        )
        self.authenticate("staff_coordinator", "staff_coordinator")
        response = self.url_open(url)
        self.assertEqual(response.headers["Content-Type"], "application/zip")

    # -- archive ----------------------------------------------------------------------

    def test_formulas_are_defused(self):
        for text in ("=1+1", "+33", "-1", "@SUM", "\t=1", "\r=1"):
            with self.subTest(text=text):
                self.assertEqual(defuse(text), f"'{text}")
        self.assertEqual(defuse("Limoux"), "Limoux")
        self.assertEqual(defuse(-3), -3)

    def test_names_stay_inside_the_archive(self):
        for name in ("../../up", "..\\x", "/up", "a\x00b", ""):
            with self.subTest(name=name):
                clean = clean_name(name)
                self.assertTrue(clean)
                self.assertFalse({"/", "\\", "\x00"} & set(clean))
                self.assertFalse(clean.startswith("."))

    def test_two_papers_of_the_same_name_both_stay(self):
        archive = Archive()
        archive.add_file("Documents", "cv.pdf", b"1")
        archive.add_file("Documents", "cv.pdf", b"2")
        file, _size = archive.close()
        with file, zipfile.ZipFile(file) as opened:
            contents = {opened.read(name) for name in opened.namelist()}
        self.assertEqual(contents, {b"1", b"2"})
