# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .test_caetic_share_move import ShareCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestCapitalLimits(ShareCommon):
    """A Scop SARL of 800 EUR stated, parts of 20 EUR (R128, R130)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._keep(25)
        cls.company.write(
            {
                "caetic_cooperative_kind": "scop",
                "caetic_company_form": "sarl",
                "caetic_stated_capital": 800,
            }
        )
        cls.outside = cls.env["caetic.share.type"].create(
            {
                "name": "Parts B",
                "nominal": 20,
                "category": "other",
                "company_id": cls.company.id,
            }
        )
        for member in (cls.amelie, cls.bruno):
            cls._employ(member)

    @classmethod
    def _employ(cls, member):
        cls._create_contract(member, start="2024-01-01")
        for kind in ("informed", "diagnosed", "committee", "admitted", "cesa"):
            member._record_step(kind, date(2024, 1, 1), check=False)

    def _subscribe_outside(self, name, quantity, day="2026-03-02"):
        partner = self.env["res.partner"].create({"name": name})
        values = {"member_id": False, "partner_id": partner.id}
        kind = {"type_id": self.outside.id, "quantity": quantity}
        return self._post("subscription", day, **values, **kind)

    def _warnings(self, day="2026-06-20"):
        return self.company._get_capital_warnings(date.fromisoformat(day))

    def test_register_that_respects_every_limit(self):
        self._post("subscription", "2026-03-02", quantity=50)
        self._post("subscription", "2026-03-02", self.bruno, quantity=50)
        self.assertEqual(self._warnings(), [])
        self.assertFalse(self.company.caetic_capital_warning)

    def test_each_limit_is_told_with_its_figures(self):
        """60 of 120 parts, 2 of 4 votes are the employees': 50 % and 50 %."""
        self._post("subscription", "2026-03-02", quantity=30)
        self._post("subscription", "2026-03-02", self.bruno, quantity=30)
        self._subscribe_outside("Ville de Limoux", 30)
        self._subscribe_outside("Banque solidaire", 30)
        capital, voices = self._warnings()
        self.assertIn("50 %", capital)
        self.assertIn("51 %", capital)
        self.assertIn("50 %", voices)
        self.assertIn("65 %", voices)

    def test_past_day_tells_the_register_of_that_day(self):
        self._post("subscription", "2026-03-02", quantity=10)
        self._post("subscription", "2026-03-20", self.bruno, quantity=10)
        alone = " ".join(self._warnings("2026-03-10"))
        self.assertIn("100 %", alone)
        self.assertEqual(self._warnings("2026-03-20"), [])
        self.assertEqual(self._warnings("2026-03-01"), [])

    def test_who_left_the_cooperative_is_no_employee(self):
        """Her parts wait for their reimbursement; she counts as an outsider."""
        self._post("subscription", "2026-03-02", quantity=50)
        self._post("subscription", "2026-03-02", self.bruno, quantity=50)
        self.amelie._record_step("left", date(2026, 5, 1), "Emploi", check=False)
        self.assertEqual(self._warnings("2026-04-30"), [])
        self.assertEqual(len(self._warnings("2026-05-01")), 3)

    def test_staff_are_employees_without_a_stay(self):
        self._post("subscription", "2026-03-02", quantity=10)
        clerk = self.env["res.partner"].create({"name": "Farid Benali"})
        values = {"member_id": False, "partner_id": clerk.id}
        self._post("subscription", "2026-03-02", quantity=10, **values)
        self.assertEqual(self._warnings(), [])

    def test_scic_owes_its_employees_no_majority(self):
        self.company.caetic_cooperative_kind = "scic"
        self._post("subscription", "2026-03-02", quantity=10)
        self._subscribe_outside("Ville de Limoux", 30)
        self.assertEqual(self._warnings(), [])

    def test_sa_needs_seven_associates_and_its_capital(self):
        self._post("subscription", "2026-03-02", quantity=50)
        self._post("subscription", "2026-03-02", self.bruno, quantity=50)
        self.company.caetic_company_form = "sa"
        number, capital = self._warnings()
        self.assertIn("7", number)
        self.assertIn("2", number)
        self.assertIn("500", capital)

    def test_unknown_form_is_said(self):
        self.company.write(
            {"caetic_company_form": False, "caetic_cooperative_kind": False}
        )
        self.assertEqual(len(self._warnings()), 1)

    # -- floor ----------------------------------------------------------------------

    def test_withdrawal_keeps_a_quarter_of_the_stated_capital(self):
        """Loi 47-1775 art. 13: 12 parts are 240 EUR; 10 stay, 200 EUR of 800."""
        self._post("subscription", "2026-03-02", quantity=12)
        move = self._draft("withdrawal", "2026-04-01", quantity=3)
        with self.assertRaisesRegex(UserError, "180.00.*200.00|180,00.*200,00"):
            move.with_user(self.coordinator).action_post()
        self.assertRecordValues(move, [{"state": "draft", "quantity": 3}])
        move.quantity = 2
        move.with_user(self.coordinator).action_post()
        self.assertEqual(self._line().value, 200)

    def test_withdrawal_keeps_a_quarter_of_the_highest_capital(self):
        """Loi 47-1775 art. 13: 1 000 EUR were reached, then 400; 250 stay, not 240."""
        self.company.caetic_stated_capital = 0
        self._post("subscription", "2026-03-02", quantity=50)
        self._post("withdrawal", "2026-04-01", quantity=30)
        with self.assertRaisesRegex(UserError, "240.00.*250.00|240,00.*250,00"):
            self._post("withdrawal", "2026-05-01", quantity=8)
        self._post("withdrawal", "2026-05-01", quantity=7)
        self.assertEqual(self._line().value, 260)

    def test_withdrawal_keeps_the_capital_of_an_sa(self):
        self.company.write(
            {"caetic_company_form": "sa", "caetic_stated_capital": 18500}
        )
        self._post("subscription", "2026-03-02", quantity=926)
        with self.assertRaises(UserError):
            self._post("withdrawal", "2026-04-01", quantity=2)
        self._post("withdrawal", "2026-04-01", quantity=1)
        self.assertEqual(self._line().value, 18500)

    # -- screens --------------------------------------------------------------------

    def test_keepers_read_the_warning_where_they_work(self):
        move = self._post("subscription", "2026-03-02", quantity=10)
        for user in (self.coordinator, self.accountant):
            with self.subTest(role=user.login):
                self.env.invalidate_all()
                expected = "\n".join(self._warnings())
                self.assertTrue(expected)
                self.assertEqual(move.with_user(user).capital_warning, expected)
                line = move.associate_id.with_user(user)
                self.assertEqual(line.capital_warning, expected)
                wizard = Form(self.env["caetic.capital.wizard"].with_user(user))
                self.assertEqual((wizard.value, wizard.associates), (200, 1))
                self.assertEqual(wizard.warning, expected)
                wizard.date = "2026-03-01"
                self.assertEqual((wizard.value, wizard.associates), (0, 0))

    def test_others_do_not_read_it(self):
        move = self._post("subscription", "2026-03-02", quantity=10)
        self.env.flush_all()
        for user in (self.payroll_officer, self.amelie.user_id):
            with self.subTest(role=user.login), self.assertRaises(AccessError):
                move.with_user(user).read(["capital_warning"])
