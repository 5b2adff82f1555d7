# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Signature on the portal: only the person, only once, only what was sent."""

import base64
import io

from lxml import html
from PIL import Image
from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, tagged

from .test_contract_documents import PaperCase, plain

FORGED_IDS = ("0", "999999999", "99999999999999999999")


def drawing(size=(300, 100)):
    """A signature as the portal sends it: a picture in base64."""
    content = io.BytesIO()
    Image.new("RGB", size, "white").save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20 10:00:00")
class TestContractSignature(PaperCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.module.module"]._load_module_terms(["caetic_members"], ["fr_FR"])
        cls.bruno = cls._admit("Bruno Vidal", login="portal_bruno")
        cls.amelie.adviser_id = cls.adviser

    def setUp(self):
        super().setUp()
        self.cape = self._contract(date_end="2026-07-04")
        self.url = f"/my/contracts/{self.cape.id}"

    def _log_in(self, login="portal_amelie"):
        self.authenticate(login, login.ljust(8, "x"))

    def _open(self, url):
        """Return the response and its visible text."""
        response = self.url_open(url)
        page = html.fromstring(response.content)
        parts = page.xpath("//main//text()[not(ancestor::script)]")
        return response, plain("".join(parts))

    def _sign(self, name="Amélie Durand", signature=None, url=None):
        return self.make_jsonrpc_request(
            f"{url or self.url}/sign",
            {"name": name, "signature": drawing() if signature is None else signature},
        )

    def _path(self, response):
        return response.url.split("?")[0].removeprefix(self.base_url())

    # -- from sending to the archive --------------------------------------------

    def test_sent_signed_countersigned_archived(self):
        self.env["ir.config_parameter"].set_param("report.url", self.base_url())
        self.cape.with_user(self.coordinator).action_send_to_sign()
        self.assertEqual(self.cape.state, "sent")
        mail = self.env["mail.mail"].search(
            [("model", "=", "caetic.contract"), ("res_id", "=", self.cape.id)]
        )
        self.assertEqual(mail.recipient_ids, self.amelie.partner_id)
        self.assertIn("est à signer", mail.subject)
        self.assertIn(self.url, mail.body_html)
        self._log_in()
        _response, text = self._open(self.url)
        self.assertIn("Texte de programme.", text)
        self.assertIn("À signer", text)
        result = self._sign()
        self.assertEqual(result["redirect_url"], f"{self.url}?message=signed")
        _response, text = self._open(result["redirect_url"])
        self.assertIn("votre signature est conservée", text)
        self.assertEqual(self.cape.member_signed_by, "Amélie Durand")
        self.assertEqual(str(self.cape.member_signed_on), "2026-06-20 10:00:00")
        self.assertEqual(self.cape.member_signed_ip, "127.0.0.1")
        self.assertEqual(self.cape.state, "sent")
        forced = self.cape.with_context(force_report_rendering=True)
        forced.with_user(self.coordinator).action_countersign()
        self.assertEqual(self.cape.state, "running")
        content = self.cape.pdf_attachment_id.raw
        pages = PdfReader(io.BytesIO(content)).pages
        text = plain(" ".join(page.extract_text() for page in pages))
        # Summer in Paris: 10:00 UTC is 12:00.
        self.assertEqual(text.count("20/06/2026 12:00"), 2)
        self.assertIn("Signé par Amélie Durand", text)
        self.assertIn(f"Signé par {self.coordinator.name}", text)
        self.assertIn("adresse IP 127.0.0.1", text)
        self.assertNotIn("PROJET", text)
        download = self.url_open(f"{self.url}/pdf")
        self.assertEqual(download.headers["Content-Type"], "application/pdf")
        self.assertEqual(download.content, content)

    def test_home_says_what_to_sign(self):
        activity = self._create_activity("Studio Garrigue", self.amelie)
        self.cape.action_send_to_sign()
        self._log_in()
        response = self.url_open(f"/my/activities/{activity.id}")
        page = html.fromstring(response.content)
        [link] = page.xpath(f"//*[@id='caetic_todo']//a[@href='{self.url}']")
        self.assertIn("Signez votre contrat", link.text_content())
        self._sign()
        response = self.url_open(f"/my/activities/{activity.id}")
        self.assertNotIn(self.url, response.text)

    def test_list_shows_own_contracts_and_no_draft(self):
        self._log_in()
        _response, text = self._open("/my/contracts")
        self.assertIn("Vous n'avez pas encore de contrat", text)
        self.cape.action_send_to_sign()
        _response, text = self._open("/my/contracts")
        self.assertIn("(CAPE)", text)
        self.assertIn("À signer", text)

    # -- refusals ---------------------------------------------------------------

    def test_anonymous_is_sent_to_the_login(self):
        for url in ("/my/contracts", self.url, f"{self.url}/pdf", f"{self.url}/final"):
            self.assertEqual(self._path(self.url_open(url)), "/web/login")

    def test_another_person_learns_nothing(self):
        self.cape.action_send_to_sign()
        self._log_in("portal_bruno")
        for suffix in ("", "/pdf", "/final"):
            response = self.url_open(self.url + suffix)
            self.assertIn(self._path(response), ("/my", "/my/home"))
            self.assertNotIn("Amélie", response.text)
        answer = self._sign()
        self.assertEqual(list(answer), ["error"])
        self.assertNotIn("Amélie", answer["error"])
        self.assertFalse(self.cape.member_signed_on)

    def test_forged_identifier_gets_the_answer_of_a_forbidden_one(self):
        self._log_in()
        for forged in FORGED_IDS:
            response = self.url_open(f"/my/contracts/{forged}")
            self.assertIn(self._path(response), ("/my", "/my/home"))
            answer = self._sign(url=f"/my/contracts/{forged}")
            self.assertEqual(list(answer), ["error"])

    def test_staff_do_not_sign_for_the_person(self):
        self.cape.action_send_to_sign()
        self._log_in("staff_coordinator")
        self.assertIn("error", self._sign())
        self.assertFalse(self.cape.member_signed_on)

    def test_draft_is_not_signed(self):
        self._log_in()
        self.assertIn("error", self._sign())
        self.assertFalse(self.cape.member_signed_on)

    def test_signed_once(self):
        self.cape.action_send_to_sign()
        self._log_in()
        self._sign(name="Amélie Durand")
        answer = self._sign(name="Quelqu'un d'autre")
        self.assertIn("déjà signé", answer["error"])
        self.assertEqual(self.cape.member_signed_by, "Amélie Durand")

    def test_bad_input_gets_a_sentence(self):
        self.cape.action_send_to_sign()
        self._log_in()
        for name, signature, word in (
            ("", drawing(), "nom"),
            ("   ", drawing(), "nom"),
            (7, drawing(), "nom"),
            (["x"], drawing(), "nom"),
            ("x" * 101, drawing(), "nom"),
            ("Amélie", "", "signature"),
            ("Amélie", "pas une image", "signature"),
            ("Amélie", base64.b64encode(b"<svg onload=x>").decode(), "signature"),
            ("Amélie", {"a": 1}, "signature"),
            ("Amélie", 12, "signature"),
        ):
            with self.subTest(name=name, signature=str(signature)[:20]):
                answer = self._sign(name, signature)
                self.assertIn(word, answer["error"])
        self.assertFalse(self.cape.member_signed_on)

    def test_empty_clause_is_not_sent(self):
        """R204: a CAPE without its programme does not leave."""
        self.cape.clause_programme = "  "
        with self.assertRaises(UserError) as refused:
            self.cape.action_send_to_sign()
        self.assertIn("R127-1, 1°", str(refused.exception))
        self.assertEqual(self.cape.state, "draft")

    def test_empty_amendment_is_not_sent(self):
        self.cape.action_sign()
        amendment = self.env["caetic.contract"].browse(
            self.cape.action_amend()["res_id"]
        )
        with self.assertRaises(UserError):
            amendment.action_send_to_sign()
        amendment.amendment_text = "Nouveau local."
        amendment.action_send_to_sign()
        self.assertEqual(amendment.state, "sent")

    def test_without_login_the_contract_is_signed_on_paper(self):
        lucie = self._admit("Lucie Marty")
        contract = self._contract(member_id=lucie.id, date_end="2026-07-04")
        with self.assertRaises(UserError):
            contract.action_send_to_sign()
        contract.action_sign()
        self.assertEqual(contract.state, "running")

    def test_text_is_sealed_from_the_sending_on(self):
        self.cape.action_send_to_sign()
        with self.assertRaises(UserError):
            self.cape.clause_programme = "Autre"
        self.cape.action_recall()
        self.cape.clause_programme = "Autre"
        self.assertEqual(self.cape.state, "draft")

    def test_recall_takes_the_signature_back(self):
        self.cape.action_send_to_sign()
        self._log_in()
        self._sign()
        self.cape.action_recall()
        self.assertFalse(self.cape.member_signed_on)
        self.assertFalse(self.cape.member_signature)

    def test_cooperative_signs_after_the_person(self):
        self.cape.action_send_to_sign()
        with self.assertRaises(UserError):
            self.cape.action_countersign()
        with self.assertRaises(UserError):
            self.cape.action_sign()

    def test_nobody_types_a_signature(self):
        self.cape.action_send_to_sign()
        forged = {"member_signed_by": "Amélie", "member_signed_on": "2026-06-20"}
        with self.assertRaises(UserError):
            self.cape.with_user(self.coordinator).write(forged)
        with self.assertRaises(UserError):
            self.cape.with_user(self.amelie.user_id).write(forged)
        with self.assertRaises(UserError):
            self.cape.with_user(self.amelie.user_id).action_countersign()
        with self.assertRaises(UserError):
            self.env["caetic.contract"].with_user(self.coordinator).create(
                {
                    "member_id": self.amelie.id,
                    "kind": "cape",
                    "date_start": "2027-01-05",
                    **forged,
                }
            )
