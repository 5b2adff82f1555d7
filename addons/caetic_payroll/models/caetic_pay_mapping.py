# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

SIDES = ("employee", "employer")
EXPORTED = [
    ("number", "Employee number"),
    ("name", "Name"),
    ("month", "Month"),
    ("kind", "Kind of contract"),
    ("gross", "Gross"),
    ("fixed_part", "Fixed part"),
    ("advance", "Advance on the variable part"),
    ("unpaid_days", "Days of unpaid leave"),
    ("sick_days", "Days of sick leave"),
    ("daily_allowances", "Daily allowances advanced"),
    ("cadre", "Executive"),
    ("health_premium", "Health insurance premium"),
]
IMPORTED = [
    ("net_social", "Net social"),
    ("net", "Net before tax"),
    ("net_taxable", "Net taxable"),
    ("tax", "Income tax"),
    ("net_paid", "Net paid"),
    ("cost", "Total cost"),
    ("reduction", "General reduction"),
    ("urssaf_employee", "Urssaf, employee"),
    ("urssaf_employer", "Urssaf, employer"),
    ("agirc_arrco_employee", "Agirc-Arrco, employee"),
    ("agirc_arrco_employer", "Agirc-Arrco, employer"),
    ("provident_employee", "Provident insurance, employee"),
    ("provident_employer", "Provident insurance, employer"),
    ("health_employee", "Health insurance, employee"),
    ("health_employer", "Health insurance, employer"),
]
LINES = [
    ("line_code", "Code of the line"),
    ("line_label", "Name of the line"),
    ("line_base", "Base of the line"),
    ("line_employee", "Line, employee"),
    ("line_employer", "Line, employer"),
]
# What tells whose payslip a row is, and what no entry can do without.
NEEDED = ("number", "gross", "net", "net_paid", "cost")
NEEDED_LINES = ("number", "line_code", "line_employee", "line_employer")


class CaeticPayMapping(models.Model):
    """Column of the tables exchanged with an outside payroll office.

    Each office has its own headings: they are set here, in the order of the columns.
    """

    _name = "caetic.pay.mapping"
    _description = "Column of a payroll office"
    _order = "direction, sequence, id"
    _rec_name = "header"

    direction = fields.Selection(
        [
            ("export", "Variables sent"),
            ("import", "Payslips received"),
            ("lines", "Lines of the payslips received"),
        ],
        required=True,
        default="export",
    )
    sequence = fields.Integer(default=10)
    variable = fields.Selection(EXPORTED + IMPORTED + LINES, required=True)
    header = fields.Char(string="Heading of the column", required=True)

    _variable_uniq = models.UniqueIndex(
        "(direction, variable)", "This variable has its column already."
    )
    _header_uniq = models.UniqueIndex(
        "(direction, LOWER(header))", "This heading is used already."
    )

    def _get_headers(self, direction):
        """Return ``{variable: heading}`` of a direction, in the order of columns."""
        rows = self.search([("direction", "=", direction)])
        return {row.variable: row.header for row in rows}

    def _get_labels(self):
        """Return ``{variable: its name}`` in the user's language."""
        return dict(self._fields["variable"]._description_selection(self.env))
