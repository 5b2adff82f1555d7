# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPayImportLine(models.TransientModel):
    """What is wrong in a row or a paper of a payroll office."""

    _name = "caetic.pay.import.line"
    _description = "Error of a payroll office"
    _order = "line, id"
    _rec_name = "reason"

    import_id = fields.Many2one(
        "caetic.pay.import", required=True, index=True, ondelete="cascade"
    )
    table = fields.Selection(
        [
            ("payslips", "Table of the payslips"),
            ("lines", "Table of the lines"),
            ("papers", "Payslips (PDF)"),
        ],
        string="In",
    )
    line = fields.Integer()
    number = fields.Char(string="Employee number or file")
    reason = fields.Text(required=True)
