# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from .caetic_purge_door import is_open

FAVOURABLE = ("favourable", "conditions")


class CaeticCommitteeReview(models.Model):
    """A candidate before the integration committee: opinion, vote, decision (R311)."""

    _name = "caetic.committee.review"
    _description = "Review of a candidate"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_name = "member_id"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(string="Meets on", required=True)
    participant_ids = fields.Many2many("res.partner", string="Participants")
    opinion = fields.Text(string="Opinion of the adviser")
    votes_for = fields.Integer(string="For")
    votes_against = fields.Integer(string="Against")
    votes_blank = fields.Integer(string="Abstentions")
    decision = fields.Selection(
        [
            ("favourable", "Favourable"),
            ("conditions", "Favourable with conditions"),
            ("unfavourable", "Unfavourable"),
        ],
        tracking=True,
    )
    conditions = fields.Text()
    reason = fields.Text(string="Reason of the refusal")
    date_notified = fields.Date(string="Candidate told on")
    state = fields.Selection(
        [("planned", "Planned"), ("decided", "Decided")],
        default="planned",
        required=True,
        readonly=True,
        copy=False,
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _votes_positive = models.Constraint(
        "CHECK (votes_for >= 0 AND votes_against >= 0 AND votes_blank >= 0)",
        "Votes are counted from zero.",
    )
    _refusal_has_reason = models.Constraint(
        "CHECK (state != 'decided' OR decision != 'unfavourable' "
        "OR COALESCE(reason, '') != '')",
        "A refusal gives its reason: funders ask for it.",
    )
    _conditions_said = models.Constraint(
        "CHECK (state != 'decided' OR decision != 'conditions' "
        "OR COALESCE(conditions, '') != '')",
        "Say on which conditions the candidate is admitted.",
    )
    _planned_uniq = models.UniqueIndex(
        "(member_id) WHERE state = 'planned'",
        "A review of this candidate is planned already.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A candidate whose review is planned goes to the committee stage."""
        reviews = super().create(vals_list)
        for review in reviews:
            if review.member_id.state == "diagnosed":
                review.member_id._record_step("committee")
        return reviews

    def write(self, vals):
        if is_open(self):
            return super().write(vals)
        if any(review.state == "decided" for review in self) and set(vals) - {
            "date_notified",
            "message_main_attachment_id",
        }:
            raise UserError(self.env._("A decided review is not rewritten."))
        return super().write(vals)

    def action_decide(self):
        """Record the decision as a step of the journey: admitted or refused."""
        for review in self:
            review._check_can_decide()
            review.state = "decided"
            admitted = review.decision in FAVOURABLE
            review.member_id._record_step(
                "admitted" if admitted else "refused",
                review.date,
                review.conditions if admitted else review.reason,
            )

    def _check_can_decide(self):
        self.ensure_one()
        if self.state == "decided":
            raise UserError(self.env._("This review is already decided."))
        if not self.decision:
            raise UserError(self.env._("Choose the decision of the committee."))
        if self.date > fields.Date.context_today(self):
            raise UserError(
                self.env._("The committee meets on %(date)s.", date=self.date)
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(review.state == "decided" for review in self):
            raise UserError(self.env._("A decided review is kept."))
