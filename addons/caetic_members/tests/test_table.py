# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import BaseCase, tagged

from ..engine import EngineError
from ..wizard.table import read_table


@tagged("post_install", "-at_install")
class TestTable(BaseCase):
    """Files of spreadsheets."""

    def test_lines_are_numbered_as_in_the_file(self):
        """Empty lines and line breaks inside a cell do not shift what follows."""
        text = 'name;note\r\nA;1\r\n;\r\n\r\nB;"two\r\nlines"\r\nC;3\r\n'
        header, rows = read_table(text.encode())
        self.assertEqual(header, ("name", "note"))
        self.assertEqual(
            [(row.line, row.cells[0]) for row in rows], [(2, "A"), (5, "B"), (7, "C")]
        )

    def test_separators(self):
        for separator in ";,\t":
            header, rows = read_table(f"a{separator}b\n1{separator}2\n".encode())
            self.assertEqual(header, ("a", "b"))
            self.assertEqual(rows[0].cells, ("1", "2"))

    def test_encodings_and_short_rows(self):
        self.assertEqual(
            read_table("\ufeffa;b\nZoé\n".encode())[1][0].cells, ("Zoé", "")
        )
        self.assertEqual(read_table("a\nZoé\n".encode("cp1252"))[1][0].cells, ("Zoé",))

    def test_files_that_are_no_table(self):
        for content, code in (
            (b"", "no_row"),
            (b"a;b\n\n", "no_row"),
            (b"\0\0", "not_a_table"),
            (b'a;b\n"x;y\n', "not_a_table"),
            (b"a;b\n1;2;3\n", "too_many_cells"),
        ):
            with self.assertRaises(EngineError) as caught:
                read_table(content)
            self.assertEqual(caught.exception.code, code)
