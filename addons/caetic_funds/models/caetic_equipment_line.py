# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticEquipmentLine(models.Model):
    """Depreciation of one month of a purchase."""

    _name = "caetic.equipment.line"
    _description = "Depreciation of a month"
    _order = "equipment_id, date, id"
    _rec_name = "equipment_id"

    equipment_id = fields.Many2one(
        "caetic.equipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="equipment_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True)
    amount = fields.Monetary(required=True, readonly=True)
    move_id = fields.Many2one(
        "account.move",
        string="Journal entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _date_uniq = models.UniqueIndex(
        "(equipment_id, date)", "A month has one depreciation of a purchase."
    )
    _due_idx = models.Index("(date) WHERE move_id IS NULL")
