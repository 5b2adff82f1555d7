# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticContractShares(models.Model):
    """The association deadline of a CESA is met by the step of the journey (R108)."""

    _inherit = "caetic.contract"

    associated_on = fields.Date(
        string="Associate since",
        compute="_compute_associated_on",
        store=True,
        help="Empty as long as the association deadline is not met (L7331-3).",
    )

    @api.depends(
        "kind",
        "member_id.step_ids.kind",
        "member_id.step_ids.date",
        "member_id.step_ids.is_corrected",
    )
    def _compute_associated_on(self):
        for contract in self:
            steps = contract.member_id.step_ids.filtered(
                lambda step: step.kind == "associate" and not step.is_corrected
            )
            days = steps.mapped("date") if contract.kind == "cesa" else []
            contract.associated_on = min(days, default=False)
