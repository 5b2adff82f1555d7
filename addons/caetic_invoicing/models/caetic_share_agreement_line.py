# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

ASKED = "caetic_invoicing.mail_template_convention_asked"
ANSWERED = "caetic_invoicing.mail_template_convention_answered"


class CaeticShareAgreementLine(models.Model):
    """Percentage that one party has of every document of a convention."""

    _name = "caetic.share.agreement.line"
    _description = "Share of a convention"
    _inherit = ["caetic.agreement.mixin"]
    _order = "agreement_id, id"

    agreement_id = fields.Many2one(
        "caetic.share.agreement",
        string="Convention",
        required=True,
        index=True,
        ondelete="cascade",
    )
    activity_id = fields.Many2one(
        "caetic.activity", string="Shared with", required=True, index=True
    )
    percentage = fields.Float(string="Share (%)", digits="Caetic Rate", required=True)
    company_id = fields.Many2one(related="agreement_id.company_id", store=True)

    _percentage_range = models.Constraint(
        "CHECK (percentage > 0 AND percentage <= 100)",
        "A share is above zero and at most 100 %.",
    )
    _activity_uniq = models.UniqueIndex(
        "(agreement_id, activity_id)", "This activity is already in the list."
    )

    @api.depends(
        "percentage",
        "agreement_id.activity_id",
        "agreement_id.date_start",
        "agreement_id.date_end",
    )
    def _compute_agreement_state(self):
        return super()._compute_agreement_state()

    def _get_agreement_figures(self):
        """The end may come sooner than agreed, not later; the rest stays."""
        self.ensure_one()
        agreement = self.agreement_id
        return {
            "activity": agreement.activity_id.id,
            "percentage": f"{self.percentage:.4f}",
            "start": str(agreement.date_start),
        }

    def _agreement_asked(self):
        for line in self:
            line._agreement_tell(ASKED, line.activity_id)
        return super()._agreement_asked()

    def _agreement_answered(self):
        for line in self:
            line._agreement_tell(ANSWERED, line.agreement_id.activity_id)
        return super()._agreement_answered()
