# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticCompetenceExpectation(models.Model):
    """Level expected for a competence, all its parts included, at a deadline."""

    _name = "caetic.competence.expectation"
    _description = "Level expected"
    _order = "deadline_id, competence_id, id"

    competence_id = fields.Many2one(
        "caetic.competence",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
    )
    deadline_id = fields.Many2one(
        "caetic.competence.deadline", required=True, index=True, ondelete="cascade"
    )
    level_id = fields.Many2one(
        "caetic.competence.level", required=True, ondelete="restrict"
    )

    _one_level = models.UniqueIndex(
        "(competence_id, deadline_id)",
        "This competence has its level at this deadline.",
    )
