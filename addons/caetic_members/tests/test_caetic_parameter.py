# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Legal figures are dated data with their source (R001)."""

from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CaeticCommon


@tagged("post_install", "-at_install")
class TestParameter(CaeticCommon):
    def test_a_figure_holds_from_its_day_until_the_next(self):
        parameters = self.env["caetic.parameter"]
        self.assertEqual(parameters._get_count("cape_renewals", date(2026, 1, 1)), 2)
        parameters.create(
            {
                "code": "cape_renewals",
                "date_from": "2030-01-01",
                "value": 3,
                "unit": "count",
                "source": "Loi à venir",
            }
        )
        self.assertEqual(parameters._get_count("cape_renewals", date(2029, 12, 31)), 2)
        self.assertEqual(parameters._get_count("cape_renewals", date(2030, 1, 1)), 3)

    def test_an_unknown_figure_says_which_one(self):
        for code, day in (
            ("taux_inconnu", "2026-01-01"),
            ("cape_renewals", "2003-01-01"),
        ):
            with self.subTest(code=code), self.assertRaises(UserError) as refused:
                self.env["caetic.parameter"]._get(code, date.fromisoformat(day))
            self.assertIn(code, str(refused.exception))

    def test_every_figure_has_its_source(self):
        shipped = self.env["caetic.parameter"].search([])
        self.assertTrue(shipped)
        self.assertFalse(shipped.filtered(lambda row: not row.source.strip()))
