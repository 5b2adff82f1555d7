# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Contracts: what the law allows and refuses (R105-R127, R201-R214)."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .common import CaeticCommon

WANTED = {
    "cesa": "objectives means contribution pay statutes customers association",
    "cape": "programme means commitments information termination social",
}


@tagged("post_install", "-at_install")
class TestContract(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.lea = cls._create_member("Léa Pons", adviser_id=cls.adviser.id)
        for kind in ("informed", "diagnosed", "committee", "admitted"):
            cls.lea._record_step(kind, date(2020, 1, 1), check=False)

    def _contract(self, kind="cape", start="2026-01-05", **values):
        return self.env["caetic.contract"].create(
            {"member_id": self.lea.id, "kind": kind, "date_start": start, **values}
        )

    def _follow(self, contract, **values):
        """Renew a CAPE by its button and return the renewal."""
        renewal = self.env["caetic.contract"].browse(contract.action_renew()["res_id"])
        renewal.write(values)
        return renewal

    def _get_version(self, day):
        """The HR version of a day: coordinators have no right on it."""
        return self.lea.sudo().employee_id._get_version(day)

    # -- CAPE ---------------------------------------------------------------------

    def test_t21_a_cape_of_twelve_months(self):
        self.assertEqual(self._contract().date_end, date(2027, 1, 4))

    def test_t22_two_renewals_and_no_third(self):
        first = self._contract(start="2020-01-05")
        first.action_start()
        second = self._follow(first)
        self.assertEqual(second.date_start, date(2021, 1, 5))
        second.action_start()
        third = self._follow(second)
        third.action_start()
        self.assertEqual(third.date_end, date(2023, 1, 4))
        with self.assertRaises(ValidationError) as refused:
            third.action_renew()
        self.assertIn("L127-2", str(refused.exception))

    def test_t23_third_renewal_refused_whatever_the_length(self):
        contract = self._contract(start="2020-01-01", date_end="2020-04-30")
        for months in (8, 12):
            contract.action_start()
            end = date(2020, months, 28)
            contract = self._follow(contract, date_end=end)
        contract.action_start()
        with self.assertRaises(ValidationError):
            contract.action_renew()

    def test_t26_full_time_employees_have_no_cape(self):
        """R203: the law keeps the CAPE for those not employed full time."""
        self.lea.situation_ids = [
            (
                0,
                0,
                {
                    "date": "2025-01-01",
                    "status": "employee",
                    "is_full_time_employee": True,
                },
            )
        ]
        contract = self._contract()
        with self.assertRaises(UserError) as refused:
            contract.action_sign()
        self.assertIn("L127-1", str(refused.exception))
        self.lea.situation_ids = [
            (0, 0, {"date": "2026-01-01", "status": "jobseeker_paid"})
        ]
        contract.action_sign()
        self.assertEqual(contract.state, "running")

    def test_a_cape_lasts_twelve_months_at_most(self):
        with self.assertRaises(ValidationError):
            self._contract(date_end="2027-01-05")

    def test_a_second_cape_is_a_renewal(self):
        """R202: a fresh CAPE would get round the number of renewals."""
        self._contract().action_sign()
        with self.assertRaises(ValidationError):
            self._contract(start="2027-06-01")

    def test_a_renewal_keeps_the_clauses(self):
        contract = self._contract(clause_means="Un bureau à Limoux", start="2026-01-05")
        contract.action_start()
        renewal = self._follow(contract)
        self.assertEqual(renewal.clause_means, "Un bureau à Limoux")
        self.assertEqual((renewal.rank, renewal.parent_id), (1, contract))

    def test_a_cape_ends_by_itself_at_its_term(self):
        contract = self._contract(start="2026-01-05")
        contract.action_start()
        with freeze_time("2027-01-04"):
            self.env["caetic.contract"]._cron_run_clocks()
            self.assertEqual(contract.state, "running")
        with freeze_time("2027-01-05"):
            self.env["caetic.contract"]._cron_run_clocks()
        self.assertEqual(contract.state, "ended")
        self.assertEqual(contract.end_reason, "cape_term")

    # -- clauses ------------------------------------------------------------------

    def test_r106_r107_r204_each_mandatory_clause_is_wanted(self):
        """Seven clauses of a CESA, six of a CAPE: none may be empty."""
        self.lea.has_customers = True
        for kind, names in WANTED.items():
            for name in names.split():
                contract = self._contract(kind, **{f"clause_{name}": "  "})
                with self.subTest(clause=name), self.assertRaises(ValidationError):
                    contract.action_sign()
                contract.action_cancel()

    def test_clauses_come_from_the_model(self):
        template = self.env.ref("caetic_members.contract_template_cesa")
        template.clause_means = "Deux entretiens par an"
        self.assertEqual(self._contract("cesa").clause_means, "Deux entretiens par an")
        form = Form(
            self.env["caetic.contract"].with_context(
                default_member_id=self.lea.id, default_kind="cesa"
            )
        )
        self.assertEqual(form.clause_means, "Deux entretiens par an")

    def test_what_is_signed_is_sealed(self):
        contract = self._contract()
        contract.action_sign()
        for vals in (
            {"clause_means": "Autre"},
            {"date_start": "2026-02-01"},
            {"fixed_part": 1},
            {"state": "draft"},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                contract.write(vals)
        with self.assertRaises(UserError):
            contract.unlink()

    # -- CESA ---------------------------------------------------------------------

    def test_t24_cape_then_cesa(self):
        cape = self._contract(start="2026-01-05")
        cape.action_start()
        cesa = self._contract("cesa", "2026-12-01")
        cesa.action_sign()
        self.assertEqual(cape.date_end, date(2026, 11, 30))
        self.assertEqual(cape.end_reason, "cape_cesa")
        self.assertEqual(cesa.association_deadline, date(2029, 1, 5))
        self.assertFalse(cesa.trial_limit)
        # 5 January to 30 November 2026: 330 days.
        self.assertEqual(cesa.prior_days, 330)

    def test_a_cesa_gives_up_the_renewals_ahead(self):
        start = self.today - timedelta(days=30)
        cape = self._contract(start=start)
        cape.action_start()
        renewal = self._follow(cape)
        renewal.action_sign()
        self._contract("cesa", self.today).action_sign()
        self.assertEqual(renewal.state, "cancelled")
        self.assertEqual(cape.date_end, self.today - timedelta(days=1))

    def test_t25_three_months_of_cape_leave_five_of_trial(self):
        self._contract(start="2026-01-05", date_end="2026-04-04").action_start()
        cesa = self._contract("cesa", "2026-04-05")
        self.assertEqual(cesa.trial_limit, date(2026, 9, 4))
        self.assertEqual(
            cesa.association_deadline, cesa.date_start + relativedelta(months=33)
        )
        cesa.trial_end = "2026-09-04"
        with self.assertRaises(ValidationError) as refused:
            cesa.trial_end = "2026-09-05"
        self.assertIn("L7332-1", str(refused.exception))

    def test_r108_contracts_of_an_earlier_stay_count(self):
        """The law speaks of the parties, not of a stay."""
        self._contract(start="2022-01-01", date_end="2022-12-31").action_start()
        self.lea.contract_ids._end(date(2022, 12, 31), "abandon")
        again = self.env["caetic.member"].create({"partner_id": self.lea.partner_id.id})
        cesa = self.env["caetic.contract"].create(
            {"member_id": again.id, "kind": "cesa", "date_start": "2026-01-01"}
        )
        self.assertEqual(cesa.prior_days, 365)

    def test_an_employee_from_the_first_contract_on(self):
        """A CAPE is no employment; a CESA has dates and a wage but no hours (R116)."""
        self._contract(start="2026-01-05").action_start()
        employee = self.lea.sudo().employee_id
        self.assertEqual(employee.name, "Léa Pons")
        self.assertFalse(employee.version_id.contract_date_start)
        self.assertFalse(employee.version_id.resource_calendar_id)
        self._contract("cesa", "2026-03-01", fixed_part=250).action_start()
        self.assertEqual(self.lea.sudo().employee_id, employee)
        version = self._get_version(date(2026, 3, 1))
        self.assertEqual(version.contract_date_start, date(2026, 3, 1))
        self.assertEqual(version.wage, 250)
        self.assertFalse(version.resource_calendar_id)
        self.assertFalse(self._get_version(date(2026, 2, 28)).contract_date_start)

    def test_an_amendment_changes_the_terms_from_its_day_on(self):
        self._contract("cesa", "2026-01-01", fixed_part=150)
        contract = self.lea.contract_ids
        self.lea.has_customers = True
        contract.action_start()
        amendment = self.env["caetic.contract"].browse(
            contract.action_amend()["res_id"]
        )
        amendment.write(
            {
                "date_start": "2026-06-01",
                "fixed_part": 300,
                "amendment_text": "La part fixe passe à 300 €.",
            }
        )
        amendment.action_start()
        self.assertEqual(amendment.rank, 1)
        self.assertEqual(contract._get_terms(date(2026, 5, 31)).fixed_part, 150)
        self.assertEqual(contract._get_terms(date(2026, 6, 1)).fixed_part, 300)
        version = self._get_version(date(2026, 6, 1))
        self.assertEqual(version.wage, 300)
        self.assertEqual(version.contract_date_start, date(2026, 1, 1))
        second = self.env["caetic.contract"].browse(contract.action_amend()["res_id"])
        self.assertEqual(second.rank, 2)

    def test_a_contract_that_starts_later_starts_on_its_day(self):
        start = self.today + timedelta(days=10)
        contract = self._contract(start=start)
        contract.action_sign()
        self.assertEqual((contract.state, self.lea.state), ("signed", "admitted"))
        with self.assertRaises(UserError):
            contract.action_start()
        with freeze_time(start):
            self.env["caetic.contract"]._cron_run_clocks()
        self.assertEqual((contract.state, self.lea.state), ("running", "cape"))

    def test_the_end_has_a_reason_of_the_closed_list(self):
        self.lea.has_customers = True
        contract = self._contract("cesa", "2026-01-01")
        contract.action_start()
        with self.assertRaises(ValidationError):
            contract._end(date(2026, 6, 30), "cape_early")
        wizard = self.env["caetic.contract.end.wizard"].create(
            {
                "contract_id": contract.id,
                "date": "2026-06-30",
                "reason": "mutual",
                "notice_start": "2026-05-01",
            }
        )
        wizard.action_apply()
        self.assertEqual((contract.state, contract.end_reason), ("ended", "mutual"))
        version = self._get_version(date(2026, 6, 1))
        self.assertEqual(version.contract_date_end, date(2026, 6, 30))

    def test_two_contracts_never_share_a_day(self):
        self.lea.has_customers = True
        self._contract("cesa", "2026-01-01").action_start()
        with self.assertRaises(ValidationError):
            self._contract("staff", "2026-02-01").action_sign()

    def test_a_contract_given_up_never_ran(self):
        contract = self._contract(start=self.today + timedelta(days=5))
        contract.action_sign()
        contract.action_cancel()
        self.assertFalse(contract._runs_on(contract.date_start))
        started = self._contract()
        started.action_start()
        with self.assertRaises(UserError):
            started.action_cancel()
