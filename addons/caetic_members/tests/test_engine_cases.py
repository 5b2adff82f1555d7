# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import BaseCase, tagged

from .. import engine
from . import engine_cases


@tagged("-at_install", "post_install")
class TestEngineCases(BaseCase):
    """The tables of the engine, as Odoo loads it: the addon is provable alone."""

    def test_cases(self):
        self.assertTrue(engine_cases.TABLES)
        for table in engine_cases.TABLES:
            for row in engine_cases.read(table):
                with self.subTest(table=table, case=row["case"]):
                    computed, expected = engine_cases.check(engine, table, row)
                    self.assertEqual(computed, expected, row["arithmetic"])
