# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..engine.competence import Rating, gap

OWN = {"self_level_id", "self_comment"}
COMMENT = 500


class CaeticCompetenceLine(models.Model):
    """Sub-competence in a grid: what the person says beside what the adviser says."""

    _name = "caetic.competence.line"
    _description = "Line of a competence grid"
    _order = "grid_id, sequence, id"

    grid_id = fields.Many2one(
        "caetic.competence.grid", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    competence_id = fields.Many2one(
        "caetic.competence", required=True, index=True, ondelete="restrict"
    )
    group_id = fields.Many2one(
        related="competence_id.parent_id", string="Part of", store=True, precompute=True
    )
    self_level_id = fields.Many2one(
        "caetic.competence.level", string="Self-assessment", ondelete="restrict"
    )
    self_comment = fields.Char(string="Words of the person", size=COMMENT)
    adviser_level_id = fields.Many2one(
        "caetic.competence.level", string="Adviser", ondelete="restrict"
    )
    adviser_comment = fields.Char(string="Words of the adviser", size=COMMENT)
    expected_value = fields.Float(
        digits=(3, 1),
        string="Expected level",
        readonly=True,
        aggregator="avg",
        help="Level expected at this deadline when the grid was made.",
    )
    self_value = fields.Float(
        digits=(3, 1),
        string="Own level",
        compute="_compute_values",
        store=True,
        aggregator="avg",
    )
    adviser_value = fields.Float(
        digits=(3, 1),
        string="Adviser's level",
        compute="_compute_values",
        store=True,
        aggregator="avg",
    )
    gap = fields.Float(
        digits=(3, 1),
        string="Levels missing",
        compute="_compute_values",
        store=True,
        aggregator="avg",
    )
    member_id = fields.Many2one(
        related="grid_id.member_id", store=True, index=True, precompute=True
    )
    deadline_id = fields.Many2one(
        related="grid_id.deadline_id", store=True, precompute=True
    )
    state = fields.Selection(related="grid_id.state", store=True)
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _competence_uniq = models.UniqueIndex(
        "(grid_id, competence_id)", "This competence is in the grid already."
    )

    @api.depends("self_level_id.value", "adviser_level_id.value", "expected_value")
    def _compute_values(self):
        for line in self:
            line.self_value = line.self_level_id.value
            line.adviser_value = line.adviser_level_id.value
            line.gap = gap(line._to_engine())

    def _to_engine(self):
        self.ensure_one()
        competence = self.competence_id
        modules = competence.module_ids or competence.parent_id.module_ids
        return Rating(
            group=self.group_id.id,
            expected=int(self.expected_value),
            own=self.self_level_id.value,
            adviser=self.adviser_level_id.value,
            modules=tuple(modules.ids),
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(OWN & set(vals) for vals in vals_list):
            raise AccessError(self.env._("Only the person assesses themselves."))
        return super().create(vals_list)

    def write(self, vals):
        # The self-assessment comes from the portal, by a method that checks the login.
        if not self.env.su and OWN & set(vals):
            raise AccessError(self.env._("Only the person assesses themselves."))
        if not self.env.su and any(line.state == "validated" for line in self):
            raise UserError(self.env._("A validated grid is opened again first."))
        result = super().write(vals)
        if "grid_id" in vals:
            # Rules are asked before a change: nobody moves a line out of their reach.
            self.check_access("write")
        return result
