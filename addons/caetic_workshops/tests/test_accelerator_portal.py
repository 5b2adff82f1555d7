# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pages of the project accelerator."""

from odoo import http
from odoo.tests import HttpCase, tagged

from .proof_common import ProofCommon


@tagged("post_install", "-at_install")
class TestAcceleratorPortal(HttpCase, ProofCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_hosted("Amélie Durand", "amelie.accel")
        cls.bruno = cls._create_hosted("Bruno Martin", "bruno.accel")
        cls.other = cls._create_hosted("Denis Roux", "denis.accel")

    def _post(self, path, **values):
        token = http.Request.csrf_token(self)
        return self.url_open(path, data={"csrf_token": token, **values})

    def _propose(self, **values):
        template = self.env.ref("caetic_workshops.accelerator_template_flash")
        return self._post(
            "/my/accelerators/new",
            **{
                "title": "Fixer mes prix",
                "date": "2026-12-01",
                "time": "09:30",
                "template": template.id,
                "secretary": "Bruno Martin",
                **values,
            },
        )

    def test_from_the_proposal_to_the_plan(self):
        self.authenticate("amelie.accel", "amelie.accel")
        self.assertEqual(self.url_open("/my/accelerators").status_code, 200)
        answer = self._propose()
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Fixer mes prix", answer.text)
        meeting = self.env["caetic.accelerator"].search(
            [("member_id", "=", self.amelie.id)]
        )
        self.assertEqual(meeting.minutes, 30)
        base = f"/my/accelerators/{meeting.id}"
        run = self.url_open(f"{base}/run")
        self.assertIn("0. Préparation", run.text)
        answer = self._post(f"{base}/clock/start")
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(self.url_open(f"{base}/clock").json()["running"])
        answer = self._post(f"{base}/act/task", task="Refaire mes tarifs", date_due="")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Refaire mes tarifs", answer.text)
        answer = self._post(
            f"{base}/act/task", task="Refaire mes tarifs", date_due="2026-12-15"
        )
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Refaire mes tarifs", answer.text)
        self.assertEqual(self._post(f"{base}/act/nothing").status_code, 200)
        # The presenter writes no ideas: said on the page, no error of the server.
        self.assertEqual(self._post(f"{base}/act/idea", idea="x").status_code, 422)

    def test_what_was_typed_survives_an_error(self):
        self.authenticate("amelie.accel", "amelie.accel")
        answer = self._propose(participants="Nestor Inconnu", time="9h")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Nestor Inconnu", answer.text)
        self.assertIn("Fixer mes prix", answer.text)
        self.assertIn("time_error", answer.text)

    def test_others_are_sent_back_to_their_list(self):
        self.authenticate("amelie.accel", "amelie.accel")
        self._propose()
        meeting = self.env["caetic.accelerator"].search(
            [("member_id", "=", self.amelie.id)]
        )
        self.authenticate("denis.accel", "denis.accel")
        base = f"/my/accelerators/{meeting.id}"
        for path in (base, f"{base}/run", "/my/accelerators/99999999999"):
            answer = self.url_open(path)
            self.assertNotIn("Fixer mes prix", answer.text)
            self.assertRegex(answer.url, "/my/accelerators$")
        self.assertEqual(self.url_open(f"{base}/clock").status_code, 404)

    def test_staff_outside_the_group_do_not_read_the_page(self):
        self.authenticate("amelie.accel", "amelie.accel")
        self._propose()
        meeting = self.env["caetic.accelerator"].search(
            [("member_id", "=", self.amelie.id)]
        )
        self.authenticate("staff_coordinator", "staff_coordinator")
        answer = self.url_open(f"/my/accelerators/{meeting.id}")
        self.assertNotIn("Fixer mes prix", answer.text)
