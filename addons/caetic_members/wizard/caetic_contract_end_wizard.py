# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from ..models.caetic_contract import END_REASONS


class CaeticContractEndWizard(models.TransientModel):
    """End of a contract: last day, reason from a closed list, notice (R125, R214)."""

    _name = "caetic.contract.end.wizard"
    _description = "End of a contract"

    contract_id = fields.Many2one("caetic.contract", required=True)
    contract_kind = fields.Selection(related="contract_id.kind")
    date = fields.Date(
        string="Last day", required=True, default=fields.Date.context_today
    )
    reason = fields.Selection(END_REASONS, required=True)
    notice_start = fields.Date(string="Notice given on")

    def action_apply(self):
        self.ensure_one()
        contract = self.contract_id
        contract.notice_start = self.notice_start
        contract._end(self.date, self.reason)
        return {"type": "ir.actions.act_window_close"}
