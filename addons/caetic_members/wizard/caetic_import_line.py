# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticImportLine(models.TransientModel):
    """What is wrong in a table: where, and why."""

    _name = "caetic.import.line"
    _description = "Error in a table"
    _order = "line, id"
    _rec_name = "reason"

    import_id = fields.Many2one(
        "caetic.import", required=True, index=True, ondelete="cascade"
    )
    line = fields.Integer()
    column = fields.Char()
    value = fields.Char()
    reason = fields.Text(required=True)
