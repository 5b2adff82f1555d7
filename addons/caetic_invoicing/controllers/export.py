# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.web.controllers.export import CSVExport, ExcelExport

# What a spreadsheet may run as a formula; Odoo 19 escapes = + - in CSV only.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def defuse(value):
    """Return a text that no spreadsheet takes for a formula.

    >>> defuse("=1+1")
    "'=1+1"
    """
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def defuse_rows(rows):
    return [[defuse(value) for value in row] for row in rows]


class CaeticCSVExport(CSVExport):
    def from_data(self, fields, columns_headers, rows):
        return super().from_data(fields, columns_headers, defuse_rows(rows))


class CaeticExcelExport(ExcelExport):
    def from_data(self, fields, columns_headers, rows):
        return super().from_data(fields, columns_headers, defuse_rows(rows))
