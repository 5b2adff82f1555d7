# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from decimal import Decimal
from unittest.mock import patch

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.caetic_members.tests.common import CaeticCommon


@tagged("post_install", "-at_install")
class TestParameter(CaeticCommon):
    """Dated figures, rates of accidents and of tax: what the engine is given."""

    def _on(self, day):
        return patch.object(
            fields.Date, "context_today", side_effect=lambda *_args: day
        )

    def test_engine_reads_the_rows(self):
        """R502: 12.02 EUR an hour from January 2026, 12.31 from June."""
        parameters = self.env["caetic.payroll.parameter"]._get_parameters()
        self.assertEqual(
            parameters.at(date(2026, 5, 31))["smic_hour"], Decimal("12.02")
        )
        self.assertEqual(parameters.at(date(2026, 6, 1))["smic_hour"], Decimal("12.31"))

    def test_rows_keep_all_digits(self):
        """Contribution to social dialogue: 0.016 %."""
        figures = self.env["caetic.payroll.parameter"]._get_parameters()
        found = figures.at(date(2026, 1, 1))["dialogue_social_employer"]
        self.assertEqual(found, Decimal("0.016"))

    def test_a_new_row_is_seen_at_once(self):
        rows = self.env["caetic.payroll.parameter"]
        rows._get_parameters()
        row = rows.create(
            {
                "code": "smic_hour",
                "date_from": "2027-01-01",
                "value": 12.5,
                "unit": "eur_hour",
                "source": "test",
            }
        )
        found = rows._get_parameters().at(date(2027, 2, 1))["smic_hour"]
        self.assertEqual(found, Decimal("12.5"))
        # Named as the rows that are here already, and written without idle zeros.
        self.assertEqual((row.name, row.topic), ("SMIC horaire", "base"))
        self.assertIn("12.50\N{NBSP}", row.value_words.replace(",", "."))
        self.assertIn(row, rows.search(row.action_open_history()["domain"]))

    @mute_logger("odoo.sql_db")
    def test_two_rows_of_a_day_are_refused(self):
        rows = self.env["caetic.payroll.parameter"]
        row = rows.search([("code", "=", "smic_hour")], limit=1)
        with self.assertRaises(psycopg2.IntegrityError):
            row.copy()

    def test_missing_figures_of_the_new_year_are_on_the_desk(self):
        rows = self.env["caetic.payroll.parameter"]
        desk = self.env.ref("caetic_payroll.caetic_desk_payroll_figures")
        with self._on(date(2026, 10, 1)):
            self.assertNotIn("pss_month", rows._get_late().mapped("code"))
        with self._on(date(2026, 12, 1)):
            late = rows._get_late()
            self.assertIn("pss_month", late.mapped("code"))
            self.assertNotIn("csg_deductible_employee", late.mapped("code"))
            desk.invalidate_recordset()
            self.assertEqual(desk.count, len(late))
            found = rows.search([("is_late", "=", True)])
            self.assertEqual(found, late)

    def test_risk_rate_of_a_day(self):
        risk = self.env["caetic.risk.code"].create(
            {
                "code": "741GB",
                "name": "Conseil",
                "rate_ids": [
                    (0, 0, {"date_from": "2025-01-01", "rate": 1.2}),
                    (0, 0, {"date_from": "2026-01-01", "rate": 1.1}),
                ],
            }
        )
        self.assertEqual(risk._get_rate(date(2025, 12, 31)), Decimal("1.2"))
        self.assertEqual(risk._get_rate(date(2026, 1, 1)), Decimal("1.1"))
        with self.assertRaises(UserError):
            risk._get_rate(date(2024, 12, 31))

    def test_tax_rate_holds_two_months(self):
        """CGI ann. III 39 A: to the end of the second month after."""
        member = self._create_member("Ana Ferrer")
        row = self.env["caetic.pas.rate"].create(
            {"member_id": member.id, "date_from": "2026-09-15", "rate": 4.2}
        )
        self.assertEqual(row.date_to, date(2026, 11, 30))
        rates = row._get_rates_sudo(member, date(2026, 11, 30))
        self.assertEqual(rates, {member.id: Decimal("4.2")})
        self.assertFalse(row._get_rates_sudo(member, date(2026, 12, 1)))

    def test_tax_rate_is_the_payroll_officers_only(self):
        member = self._create_member("Ana Ferrer", "ana_ferrer")
        self.env["caetic.pas.rate"].create(
            {"member_id": member.id, "date_from": "2026-09-15", "rate": 4.2}
        )
        rates = self.env["caetic.pas.rate"]
        self.assertEqual(len(rates.with_user(self.payroll_officer).search([])), 1)
        for user in (self.adviser, self.coordinator, self.accountant, member.user_id):
            with self.assertRaises(AccessError):
                rates.with_user(user).search([])
