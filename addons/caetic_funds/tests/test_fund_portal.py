# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from odoo.addons.caetic_members.tests.common import CaeticCommon


@tagged("post_install", "-at_install")
class TestFundPortal(CaeticCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_member("Amélie Durand", login="amelie_funds")
        cls.bruno = cls._create_member("Bruno Vidal", login="bruno_funds")
        cls._create_contract(cls.amelie)
        cls.activity = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.fund = cls.env["caetic.fund"].create({"name": "Entraide", "rate": 0.5})
        cls.url = f"/my/activities/{cls.activity.id}/funds"

    def _send(self, **values):
        form = {
            "csrf_token": Request.csrf_token(self),
            "fund": str(self.fund.id),
            "kind": "loan",
            "amount": "1 500,50",
            "months": "6",
            "reason": "Un client paie tard",
            **values,
        }
        return self.url_open(self.url, data=form)

    def _requests(self):
        return self.env["caetic.fund.request"].search(
            [("activity_id", "=", self.activity.id)]
        )

    def test_ask_and_be_answered(self):
        self.authenticate("amelie_funds", "amelie_funds")
        response = self._send()
        self.assertEqual(response.status_code, 200)
        request = self._requests()
        self.assertEqual((request.amount, request.months), (1500.5, 6))
        self.assertEqual(request.member_id, self.amelie)
        self.assertIn("Entraide", response.text)

    def test_what_is_wrong_is_said_beside_and_kept(self):
        self.authenticate("amelie_funds", "amelie_funds")
        response = self._send(amount="x", months="", reason="", fund="999999")
        self.assertEqual(response.status_code, 422)
        page = html.fromstring(response.content)
        for name in ("amount", "months", "reason", "fund"):
            [field] = page.xpath(f"//*[@name='{name}']")
            self.assertIn("is-invalid", field.get("class"), name)
            self.assertEqual(len(page.xpath(f"//*[@id='caetic_{name}_error']")), 1)
        self.assertEqual(page.xpath("//input[@name='amount']")[0].value, "x")
        self.assertFalse(self._requests())

    def test_nobody_else_asks(self):
        self.authenticate("bruno_funds", "bruno_funds")
        self.assertNotIn(self.url, self.url_open(self.url).url)
        self._send()
        self.assertFalse(self._requests())
