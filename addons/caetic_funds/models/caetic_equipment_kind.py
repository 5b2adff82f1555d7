# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticEquipmentKind(models.Model):
    """How long a kind of equipment serves, and its accounts (R409)."""

    _name = "caetic.equipment.kind"
    _description = "Kind of equipment"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    months = fields.Integer(
        string="Serves (months)", required=True, help="36 for computers (R409)."
    )
    asset_code = fields.Char(
        string="Account of the purchase", required=True, help="Beginning of its number."
    )
    depreciation_code = fields.Char(string="Account of depreciation", required=True)
    expense_code = fields.Char(string="Account of expense", required=True)

    _months_positive = models.Constraint(
        "CHECK (months > 0)", "Equipment serves a month at least."
    )
