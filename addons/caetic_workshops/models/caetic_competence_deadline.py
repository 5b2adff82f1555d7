# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticCompetenceDeadline(models.Model):
    """When a grid is filled in: at entry, after six months, after a year."""

    _name = "caetic.competence.deadline"
    _description = "Deadline of a competence grid"
    _order = "months, id"

    name = fields.Char(required=True, translate=True)
    months = fields.Integer(string="Months after the entry", required=True)
    active = fields.Boolean(default=True)
    expectation_ids = fields.One2many(
        "caetic.competence.expectation", "deadline_id", string="Expected levels"
    )

    _months_uniq = models.UniqueIndex(
        "(months) WHERE active", "There is a deadline at this month already."
    )
    _months_positive = models.Constraint(
        "CHECK (months >= 0)", "A deadline comes after the entry."
    )
