# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticCompetenceLevel(models.Model):
    """Step of the scale, with the words that say what it means."""

    _name = "caetic.competence.level"
    _description = "Level of competence"
    _order = "value"

    name = fields.Char(required=True, translate=True)
    value = fields.Integer(required=True)

    _value_uniq = models.UniqueIndex("(value)", "The scale has this level already.")
    _value_positive = models.Constraint(
        "CHECK (value > 0)", "The scale starts at 1: nothing filled in counts as 0."
    )
