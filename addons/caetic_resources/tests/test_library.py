# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.caetic_members.tests.common import PDF

from .common import ResourceCommon

ALL = {"q": "", "kind": "", "trade": ""}


@tagged("post_install", "-at_install")
class TestLibrary(ResourceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.trade = cls.env["caetic.trade"].search([], limit=1)
        cls.quote = cls._create_document("Modèle de devis 8c1", kind="template")
        cls.guide = cls._create_document(
            "Écrire pour le web 8c1",
            summary="Œuvrer à la clarté",
            trade_ids=[(6, 0, cls.trade.ids)],
        )
        cls.reader = cls.amelie.with_user(cls.amelie.user_id)

    @classmethod
    def _create_document(cls, name, **values):
        values.setdefault("document", b64encode(PDF))
        return cls.env["caetic.library.document"].create(
            {"name": name, "filename": "a.pdf", **values}
        )

    def _find(self, **filters):
        rows, _total = self.reader._portal_get_library({**ALL, **filters})
        return {row["id"] for row in rows} & {self.quote.id, self.guide.id}

    # -- search -----------------------------------------------------------------------

    def test_words_are_found_whatever_their_accents(self):
        for words in ("modele devis", "DEVIS", "Modèle 8C1", "devis,modele"):
            self.assertEqual(self._find(q=words), {self.quote.id}, words)
        self.assertEqual(self._find(q="oeuvrer CLARTE"), {self.guide.id})
        self.assertEqual(self._find(q="devis clarte"), set())
        self.assertEqual(self._find(q="8c1"), {self.quote.id, self.guide.id})

    def test_signs_mean_nothing(self):
        """% and _ stand for any text in the database, not here."""
        both = {self.quote.id, self.guide.id}
        for words in ("%8c1_", "%", "_", "8c1'"):
            self.assertEqual(self._find(q=words), both, words)

    def test_filters(self):
        self.assertEqual(self._find(q="8c1", kind="template"), {self.quote.id})
        self.assertEqual(self._find(q="8c1", trade=str(self.trade.id)), {self.guide.id})
        both = {self.quote.id, self.guide.id}
        self.assertEqual(self._find(q="8c1", kind="x", trade="x"), both)

    def test_members_see_what_is_published(self):
        for state in ("proposed", "refused"):
            self.quote.state = state
            self.assertEqual(self._find(q="8c1"), {self.guide.id}, state)
        self.guide.active = False
        self.assertEqual(self._find(q="8c1"), set())

    # -- content ----------------------------------------------------------------------

    def test_a_file_or_a_link(self):
        for values in (
            {"document": False},
            {"url": "https://example.org"},
            {"document": False, "url": "javascript:alert(1)"},
            {"document": False, "url": "ftp://example.org/x"},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self._create_document("Autre", **values)
        link = self._create_document(
            "Lien", document=False, url="https://example.org/a"
        )
        self.assertTrue(link.url)

    # -- proposals --------------------------------------------------------------------

    def _propose(self, content=PDF, filename="note.pdf", **raw):
        values = {"name": "Ma note", "kind": "guide", **raw}
        return self.reader._portal_propose_document(values, filename, content)

    def test_a_proposal_waits_for_staff(self):
        document, issues = self._propose(trade=str(self.trade.id))
        self.assertEqual(issues, {})
        self.assertEqual(
            (document.state, document.proposer_id, document.trade_ids),
            ("proposed", self.amelie, self.trade),
        )
        self.assertEqual(document.company_id, self.company)
        desk = self.env["caetic.desk"].with_user(self.coordinator)
        queue = desk.search([("code", "=", "library_proposals")])
        self.assertGreaterEqual(queue.count, 1)
        document.with_user(self.adviser).action_publish()
        self.assertEqual(document.state, "published")
        self.assertEqual(
            [readers for _subject, readers in self._get_letters(document)],
            [self.amelie.partner_id],
        )

    def test_a_refusal_says_why(self):
        document, _issues = self._propose(content=b"", url="https://example.org/x")
        with self.assertRaises(UserError):
            document.action_refuse()
        document.answer = "Déjà dans la bibliothèque"
        document.action_refuse()
        letter = self.env["mail.mail"].search(
            [("model", "=", document._name), ("res_id", "=", document.id)]
        )
        self.assertIn("Déjà dans la bibliothèque", letter.body_html)

    def test_what_a_proposal_lacks(self):
        long = "x" * 161
        for raw, issues in (
            ({"name": ""}, {"name": "required"}),
            ({"name": long}, {"name": "too_long"}),
            ({"kind": "x"}, {"kind": "required"}),
            ({"url": "https://example.org"}, {"url": "one_of_two"}),
            ({"content": b""}, {"file": "one_of_two"}),
            ({"content": b"", "url": "data:text/html,x"}, {"url": "link"}),
            ({"content": b"<html>", "filename": "a.html"}, {"file": "file_type"}),
            ({"content": b"PK\x03\x04 no", "filename": "a.odt"}, {"file": "archive"}),
        ):
            with self.subTest(raw=raw):
                document, found = self._propose(**raw)
                self.assertEqual((len(document), found), (0, issues))
