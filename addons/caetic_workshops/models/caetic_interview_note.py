# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticInterviewNote(models.Model):
    """What was said, by category: shared with the person, or kept (R805).

    Factual, relevant, no health. Kept notes are not a secret: a copy of the person's
    data holds them.
    """

    _name = "caetic.interview.note"
    _description = "Note of an interview"
    _order = "interview_id, sequence, id"

    interview_id = fields.Many2one(
        "caetic.interview", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    category_id = fields.Many2one(
        "caetic.note.category", required=True, index=True, ondelete="restrict"
    )
    text = fields.Text(
        required=True,
        help="Facts that matter, in words the person may read: they have a right to a "
        "copy of every note (R805). Nothing about health.",
    )
    is_shared = fields.Boolean(
        string="Shared",
        compute="_compute_is_shared",
        store=True,
        readonly=False,
        precompute=True,
        help="The person reads it on the portal once the interview was held.",
    )
    member_id = fields.Many2one(
        related="interview_id.member_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    def write(self, vals):
        result = super().write(vals)
        if "interview_id" in vals:
            # Rules are asked before a change: nobody moves a note out of their reach.
            self.check_access("write")
        return result

    @api.depends("category_id")
    def _compute_is_shared(self):
        for note in self:
            note.is_shared = note.category_id.is_shared
