# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.caetic_members.archive import defuse
from odoo.addons.web.controllers.export import CSVExport, ExcelExport


def defuse_rows(rows):
    return [[defuse(value) for value in row] for row in rows]


class CaeticCSVExport(CSVExport):
    def from_data(self, fields, columns_headers, rows):
        return super().from_data(fields, columns_headers, defuse_rows(rows))


class CaeticExcelExport(ExcelExport):
    def from_data(self, fields, columns_headers, rows):
        return super().from_data(fields, columns_headers, defuse_rows(rows))
