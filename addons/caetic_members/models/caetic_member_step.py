# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import Step
from .caetic_member import STAGES
from .caetic_purge_door import is_open

SEALED = {"member_id", "kind", "date", "reason", "corrects_id", "author_id"}


class CaeticMemberStep(models.Model):
    """One dated step of a person's journey, written once.

    A wrong step stays readable and is corrected by a later one (R312): the stage at
    any date is computed from the steps that stand.
    """

    _name = "caetic.member.step"
    _description = "Step of a journey"
    _order = "date desc, id desc"
    _rec_name = "kind"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(STAGES, string="Stage entered", required=True)
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Text()
    author_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user
    )
    corrects_id = fields.Many2one(
        "caetic.member.step",
        index="btree_not_null",
        ondelete="restrict",
        help="The step that this one replaces.",
    )
    corrected_by_ids = fields.One2many(
        "caetic.member.step", "corrects_id", string="Corrected by"
    )
    is_corrected = fields.Boolean(compute="_compute_is_corrected", store=True)
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _corrects_uniq = models.UniqueIndex(
        "(corrects_id) WHERE corrects_id IS NOT NULL",
        "A step is corrected once; correct the correction.",
    )
    _no_needs_reason = models.Constraint(
        "CHECK (kind NOT IN ('refused', 'left') OR COALESCE(reason, '') != '')",
        "A refusal or a departure gives its reason.",
    )

    @api.depends("corrected_by_ids")
    def _compute_is_corrected(self):
        for step in self:
            step.is_corrected = bool(step.corrected_by_ids)

    def _to_engine(self):
        """Return the steps as values of the engine."""
        return [
            Step(step.id, step.kind, step.date, step.corrects_id.id or None)
            for step in self
        ]

    def write(self, vals):
        if SEALED & set(vals) and not is_open(self):
            raise UserError(
                self.env._("A step is never rewritten: add one that corrects it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A step is never deleted: add one that corrects it.")
        )
