# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.caetic_contract import END_REASONS


class CaeticContractEndWizard(models.TransientModel):
    """End of a contract: last day, reason from a closed list, notice (R125, R214)."""

    _name = "caetic.contract.end.wizard"
    _description = "End of a contract"

    contract_id = fields.Many2one("caetic.contract", required=True)
    contract_kind = fields.Selection(related="contract_id.kind")
    clause_termination = fields.Text(related="contract_id.clause_termination")
    date = fields.Date(
        string="Last day", required=True, default=fields.Date.context_today
    )
    reason = fields.Selection(END_REASONS, required=True)
    notice_start = fields.Date(
        string="Notice given on",
        help="Day when it is received; of the agreement, for a mutual termination.",
    )
    earliest_end = fields.Date(
        string="Last day at the earliest",
        compute="_compute_earliest_end",
        help="Notice of the law; none for a resignation, which follows the contract "
        "or the collective agreement.",
    )
    is_early = fields.Boolean(
        string="Before the end of the notice", compute="_compute_earliest_end"
    )
    is_notice_waived = fields.Boolean(
        string="Notice not worked",
        help="By agreement, or because the employer releases the person from it and "
        "pays it. The time of a mutual termination cannot be shortened.",
    )

    @api.depends("contract_id", "reason", "notice_start", "date")
    def _compute_earliest_end(self):
        for wizard in self:
            earliest = None
            if wizard.reason:
                earliest = wizard.contract_id._get_earliest_end(
                    wizard.reason, wizard.notice_start
                )
            wizard.earliest_end = earliest
            wizard.is_early = bool(earliest and wizard.date and wizard.date < earliest)

    def action_apply(self):
        self.ensure_one()
        self._check_dates()
        self._check_reason()
        self._check_notice()
        contract = self.contract_id
        contract.notice_start = self.notice_start
        contract._end(self.date, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _check_dates(self):
        contract = self.contract_id
        if self.date < contract.date_start:
            raise UserError(self.env._("A contract does not end before it starts."))
        if contract.date_end and self.date > contract.date_end:
            raise UserError(
                self.env._(
                    "This contract already ends on %(date)s.", date=contract.date_end
                )
            )
        if self.notice_start and self.notice_start > self.date:
            raise UserError(self.env._("The notice comes before the last day."))

    def _check_reason(self):
        """Refuse a reason that the dates of the contract contradict."""
        contract = self.contract_id
        if self.reason == "cape_term" and self.date != contract.date_end:
            raise UserError(self.env._("A CAPE that ends before its term ends early."))
        if self.reason == "trial" and (
            not contract.trial_end or self.date > contract.trial_end
        ):
            raise UserError(self.env._("No trial runs on that day (L7332-1)."))
        if self.reason == "not_associated" and (
            self.date < contract.association_deadline
        ):
            raise UserError(
                self.env._(
                    "The person may still become an associate until %(date)s "
                    "(L7331-3).",
                    date=contract.association_deadline,
                )
            )

    def _check_notice(self):
        if not self.is_early:
            return
        if self.reason == "mutual":
            raise UserError(
                self.env._(
                    "A mutual termination ends on %(date)s at the earliest: fifteen "
                    "days to withdraw, then the labour authority's time "
                    "(L1237-13, L1237-14).",
                    date=self.earliest_end,
                )
            )
        if not self.is_notice_waived:
            raise UserError(
                self.env._(
                    "The notice runs until %(date)s: tick that it is not worked, or "
                    "move the last day.",
                    date=self.earliest_end,
                )
            )
