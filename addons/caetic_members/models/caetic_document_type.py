# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticDocumentType(models.Model):
    """Kind of paper that a person's file holds (R309)."""

    _name = "caetic.document.type"
    _description = "Kind of document"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    required_for = fields.Selection(
        [("none", "Never"), ("cape", "Before a CAPE"), ("cesa", "Before a CESA")],
        required=True,
        default="none",
    )
    foreigners_only = fields.Boolean(
        help="Asked only of people without a nationality of the European Union."
    )
    has_expiry = fields.Boolean(string="Expires")
    alert_months = fields.Integer(
        string="Warn ahead (months)", default=1, help="Months before it expires."
    )
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name)", "This kind of document exists already.")
