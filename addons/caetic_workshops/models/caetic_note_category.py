# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticNoteCategory(models.Model):
    """Kind of note, and whether the person reads it by default (R805)."""

    _name = "caetic.note.category"
    _description = "Category of notes"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_shared = fields.Boolean(
        string="Shared by default",
        default=True,
        help="Shared notes are read on the portal. Those kept stay between advisers, "
        "but the person has a right to a copy: their export holds them too (R805).",
    )

    _name_uniq = models.UniqueIndex("(name)", "This category exists already.")
