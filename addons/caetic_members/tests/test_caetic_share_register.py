# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from io import BytesIO

from freezegun import freeze_time
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .test_caetic_share_move import ShareCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20")
class TestShareRegister(ShareCommon, HttpCase):
    """Register, votes, admission, exit, sheets (R129, R135)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "street": "1 avenue du Pont",
                "zip": "11300",
                "city": "Limoux",
                "caetic_legal_form": "Scop SA à capital variable",
                "caetic_capital": "18 500 €",
                "caetic_rcs_city": "Carcassonne",
            }
        )

    def _enter(self, member):
        """Bring a member to the CESA stage."""
        self._create_contract(member, start="2024-01-01")
        for kind in ("informed", "diagnosed", "committee", "admitted", "cesa"):
            member._record_step(kind, date(2024, 1, 1), check=False)

    # -- register -----------------------------------------------------------------

    def test_numbers_follow_the_order_of_entry(self):
        self._post("subscription", "2026-03-02", self.bruno, quantity=1)
        self._post("subscription", "2026-03-03", quantity=50)
        self._post("subscription", "2026-03-04", self.bruno, quantity=1)
        lines = self._line(self.bruno) | self._line()
        first, second = (int(line.name.removeprefix("AS")) for line in lines)
        self.assertEqual(second, first + 1)
        line = self._line(self.bruno)
        self.assertEqual((line.parts, str(line.date_entry)), (2, "2026-03-02"))
        self.assertEqual(str(line.decision_date), "2026-03-02")
        self.assertEqual(line.member_id, self.bruno)

    def test_exit_with_the_last_part(self):
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("withdrawal", "2026-04-01", quantity=4)
        self.assertFalse(self._line().date_exit)
        self._post("withdrawal", "2026-05-01", quantity=1)
        self.assertEqual(str(self._line().date_exit), "2026-05-01")

    def test_coming_back_is_a_new_line(self):
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-02", quantity=0, amount=100)
        request = self._post("withdrawal", "2026-04-01", quantity=5)
        self._post("subscription", "2026-05-01", quantity=1)
        lines = self._line().sorted("name")
        self.assertEqual(lines.mapped("parts"), [0, 1])
        self._post("reimbursement", "2026-05-02", amount=100, origin_id=request.id)
        self.assertEqual(lines.mapped("payable"), [0, 0])

    def test_associate_from_outside(self):
        """R132: a town, a customer: no stay in the cooperative is needed."""
        move = self.env["caetic.share.move"].create(
            {
                "kind": "subscription",
                "date": "2026-03-02",
                "partner_id": self.customer.id,
                "type_id": self.parts.id,
                "quantity": 10,
                "decision_body": "board",
                "decision_date": "2026-03-02",
                "company_id": self.company.id,
            }
        )
        move.action_post()
        self.assertFalse(move.associate_id.member_id)
        self.assertEqual(move.associate_id.parts, 10)

    def test_one_person_one_vote(self):
        """Loi 47-1775 art. 9, on the day of the meeting."""
        self._post("subscription", "2026-03-02", quantity=500)
        self._post("subscription", "2026-03-20", self.bruno, quantity=1)
        self._post("withdrawal", "2026-05-01", self.bruno, quantity=1)
        lines = self._line() | self._line(self.bruno)
        self.assertEqual(lines.mapped("vote_count"), [1, 0])
        associates = self.env["caetic.associate"]
        by_day = {
            "2026-03-01": 0,
            "2026-03-02": 1,
            "2026-03-20": 2,
            "2026-04-30": 2,
            "2026-05-01": 1,
        }
        for day, expected in by_day.items():
            with self.subTest(day=day):
                voters = associates._get_voters(date.fromisoformat(day)) & lines
                self.assertEqual(len(voters), expected)

    def test_wizard_lists_the_voters(self):
        self._post("subscription", "2026-03-02", quantity=500)
        wizard = self.env["caetic.voters.wizard"].with_user(self.coordinator)
        action = wizard.create({"date": "2026-03-02"}).action_open()
        found = self.env["caetic.associate"].search(action["domain"])
        self.assertIn(self._line(), found)

    # -- journey ------------------------------------------------------------------

    def test_step_waits_for_a_posted_part(self):
        self._enter(self.amelie)
        draft = self._draft("subscription", "2026-03-02", quantity=1)
        with self.assertRaises(UserError):
            self.amelie._record_step("associate", date(2026, 3, 2))
        draft.action_post()
        with self.assertRaises(UserError):
            self.amelie._record_step("associate", date(2026, 3, 1))
        self.amelie._record_step("associate", date(2026, 3, 2))
        self.assertEqual(self.amelie.state, "associate")

    def test_decision_admits_the_associate(self):
        """The coordinator records the decision: parts, step, deadline met."""
        self._enter(self.amelie)
        contract = self.amelie.contract_ids
        self.assertFalse(contract.associated_on)
        wizard = self.env["caetic.member.associate.wizard"].with_user(self.coordinator)
        wizard.create(
            {
                "member_id": self.amelie.id,
                "type_id": self.parts.id,
                "quantity": 3,
                "decision_body": "board",
                "decision_date": "2026-05-12",
            }
        ).action_apply()
        self.assertEqual(self.amelie.state, "associate")
        self.assertEqual(str(self.amelie.state_date), "2026-05-12")
        line = self._line()
        self.assertEqual((line.parts, line.decision_body), (3, "board"))
        self.assertEqual(str(contract.associated_on), "2026-05-12")
        self.assertEqual(self.amelie.share_count, 3)

    def test_decision_after_the_subscription_adds_no_part(self):
        self._enter(self.amelie)
        self._post("subscription", "2026-03-02", quantity=2)
        wizard = self.env["caetic.member.associate.wizard"].with_user(self.coordinator)
        wizard.create(
            {"member_id": self.amelie.id, "decision_date": "2026-05-12"}
        ).action_apply()
        self.assertEqual((self._line().parts, self.amelie.state), (2, "associate"))

    def test_departure_offers_the_reimbursement(self):
        """R129: offered, never forced."""
        self._enter(self.amelie)
        self._post("subscription", "2026-03-02", quantity=2)
        self.amelie.contract_ids._end(date(2026, 5, 31), "resignation")
        wizard = self.env["caetic.member.step.wizard"].with_user(self.coordinator)
        action = wizard.create(
            {
                "member_id": self.amelie.id,
                "kind": "left",
                "date": "2026-06-01",
                "reason": "Emploi salarié",
            }
        ).action_apply()
        self.assertEqual(self.amelie.state, "left")
        self.assertEqual(action["res_model"], "caetic.share.move")
        self.assertEqual(action["context"]["default_quantity"], 2)
        self.assertFalse(
            self.env["caetic.share.move"].search([("kind", "=", "withdrawal")])
        )

    # -- access ---------------------------------------------------------------------

    def test_who_reads_and_writes(self):
        self._post("subscription", "2026-03-02", quantity=2)
        self._post("subscription", "2026-03-02", self.bruno, quantity=2)
        self.amelie.adviser_id = self.adviser
        self.env.flush_all()
        rights = {
            self.coordinator: (2, True, True),
            self.accountant: (2, True, False),
            self.payroll_officer: (2, False, False),
            self.adviser: (1, False, False),
            self.amelie.user_id: (1, False, False),
        }
        both = self.amelie.partner_id | self.bruno.partner_id
        for user, (seen, writes, deletes) in rights.items():
            with self.subTest(user=user.login):
                moves = self.env["caetic.share.move"].with_user(user)
                mine = moves.search([("partner_id", "in", both.ids)])
                self.assertEqual(len(mine), seen)
                self.assertEqual(moves.has_access("write"), writes)
                self.assertEqual(moves.has_access("create"), writes)
                self.assertEqual(moves.has_access("unlink"), deletes)
                lines = self.env["caetic.associate"].with_user(user)
                mine = lines.search([("partner_id", "in", both.ids)])
                self.assertEqual(len(mine), seen)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(lines.has_access(operation))

    def test_entrepreneur_reads_own_parts_only(self):
        self._post("subscription", "2026-03-02", self.bruno, quantity=2)
        for model in ("caetic.share.move", "caetic.associate"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                records = self.env[model].search(
                    [("partner_id", "=", self.bruno.partner_id.id)]
                )
                records.with_user(self.amelie.user_id).read(["display_name"])
        kinds = self.env["caetic.share.type"].with_user(self.amelie.user_id)
        self.assertFalse(kinds.has_access("read"))

    def test_adviser_admits_nobody(self):
        wizard = self.env["caetic.member.associate.wizard"].with_user(self.adviser)
        self.assertFalse(wizard.has_access("create"))

    # -- sheets -----------------------------------------------------------------------

    def _print(self, name, records):
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, _kind = report._render_qweb_pdf(f"caetic_members.{name}", records.ids)
        pages = PdfReader(BytesIO(content)).pages
        text = " ".join(page.extract_text() for page in pages)
        self.assertNotIn("False", text)
        self.assertNotIn("None", text)
        return " ".join(text.split())

    def test_certificate(self):
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("release", "2026-03-10", amount=40)
        text = self._print("report_share_certificate", self._line())
        for expected in (
            "Attestation de parts sociales",
            "Amélie Durand",
            self._line().name,
            "02/03/2026",
            "5 parts sociales",
            "100,00",
            "40,00",
            "60,00",
            "une voix",
            "Scop SA à capital variable",
            "RCS Carcassonne",
            "SIREN 334175221",
            "20/06/2026",
        ):
            with self.subTest(expected=expected):
                self.assertIn(expected, text)

    def test_certificate_of_who_left(self):
        self._post("subscription", "2026-03-02", quantity=1)
        self._post("withdrawal", "2026-04-01", quantity=1)
        text = self._print("report_share_certificate", self._line())
        self.assertIn("a quitté la coopérative le 01/04/2026", text)
        self.assertNotIn("une voix", text)

    def test_bare_company_prints_no_false(self):
        self.company.write(
            {
                "street": False,
                "city": False,
                "zip": False,
                "caetic_legal_form": False,
                "caetic_capital": False,
                "caetic_rcs_city": False,
                "company_registry": False,
            }
        )
        self._post("subscription", "2026-03-02", quantity=1)
        text = self._print("report_share_certificate", self._line())
        self.assertIn("une part sociale", text)

    def test_register_sheet(self):
        self._post("subscription", "2026-03-02", quantity=5)
        self._post("subscription", "2026-03-03", self.bruno, quantity=2)
        self._post("withdrawal", "2026-04-01", self.bruno, quantity=2)
        lines = self._line() | self._line(self.bruno)
        text = self._print("report_share_register", lines)
        for expected in ("Registre des associés", "AG du 02/03/2026", "01/04/2026"):
            with self.subTest(expected=expected):
                self.assertIn(expected, text)
        self.assertLess(text.index("Amélie Durand"), text.index("Bruno Petit"))

    def test_sheet_of_voters(self):
        self._post("subscription", "2026-03-02", quantity=5)
        wizard = self.env["caetic.voters.wizard"].create({"date": "2026-06-20"})
        text = self._print("report_voters", wizard)
        self.assertIn("Assemblée générale du 20/06/2026", text)
        self.assertIn("Amélie Durand", text)
