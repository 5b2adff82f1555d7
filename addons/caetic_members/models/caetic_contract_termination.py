# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import NoticeStep, mutual_end, notice_end

# The employer's own decision gives the notice of L1234-1; so does retirement (L1237-6,
# L1237-10).
DISMISSALS = ("dismissal", "retirement")


class CaeticContractTermination(models.Model):
    """End of a contract: notice, those to be told, final account (R125, R207)."""

    _inherit = "caetic.contract"

    is_end_to_declare = fields.Boolean(
        string="Early end to declare",
        compute="_compute_is_end_to_declare",
        store=True,
        help="Urssaf and France Travail are told of the early end of a CAPE "
        "(C. trav. R5142-1).",
    )
    final_account_ids = fields.One2many(
        "caetic.final.account", "contract_id", string="Final account"
    )

    @api.depends(
        "kind",
        "end_reason",
        "urssaf_end_notified_on",
        "france_travail_end_notified_on",
    )
    def _compute_is_end_to_declare(self):
        for contract in self:
            contract.is_end_to_declare = contract._ends_early() and not (
                contract.urssaf_end_notified_on
                and contract.france_travail_end_notified_on
            )

    def _ends_early(self):
        """Tell whether a CAPE ends before its term (R207, R214)."""
        self.ensure_one()
        reason = self.end_reason
        return bool(self.kind == "cape" and reason and reason != "cape_term")

    def action_declare_end(self):
        """Tick that Urssaf and France Travail were told today of the early end."""
        today = fields.Date.context_today(self)
        names = ("urssaf_end_notified_on", "france_travail_end_notified_on")
        for name in names:
            self.filtered(lambda one, n=name: not one[n])[name] = today

    # -- notice --------------------------------------------------------------------

    def _get_earliest_end(self, reason, given):
        """Return the earliest last day that the law allows, None when it sets none.

        A resignation follows the contract or the collective agreement, a CAPE its own
        clause: no general text says how long (R125).

        :param str reason: key of the closed list
        :param given: day when the notice is received, or the agreement signed
        """
        self.ensure_one()
        if not given or self.kind == "cape":
            return None
        parameter = self.env["caetic.parameter"]
        if reason == "mutual":
            return mutual_end(
                given,
                parameter._get_count("mutual_withdrawal_days", given),
                parameter._get_count("mutual_approval_days", given),
            )
        steps = ()
        if reason in DISMISSALS:
            steps = self._get_dismissal_steps(given)
        elif reason == "trial":
            steps = self._get_trial_steps(given)
        return notice_end(self.date_start, given, steps)

    def _get_dismissal_steps(self, date):
        """Notice of a dismissal (C. trav. L1234-1), in the order of presence."""
        get = self.env["caetic.parameter"]._get_count
        return [
            NoticeStep(
                after_months=get("dismissal_notice_1_after", date),
                months=get("dismissal_notice_1", date),
            ),
            NoticeStep(
                after_months=get("dismissal_notice_2_after", date),
                months=get("dismissal_notice_2", date),
            ),
        ]

    def _get_trial_steps(self, date):
        """Notice that ends a trial (C. trav. L1221-25), in the order of presence."""
        get = self.env["caetic.parameter"]._get_count
        return [
            NoticeStep(days=get("trial_notice_1", date)),
            NoticeStep(
                after_days=get("trial_notice_2_after", date),
                days=get("trial_notice_2", date),
            ),
            NoticeStep(
                after_months=get("trial_notice_3_after", date),
                days=get("trial_notice_3", date),
            ),
            NoticeStep(
                after_months=get("trial_notice_4_after", date),
                months=get("trial_notice_4", date),
            ),
        ]

    # -- final account -------------------------------------------------------------

    def action_open_final_account(self):
        """Open the final account of an ended contract, made where there is none."""
        self.ensure_one()
        account = self.final_account_ids[:1]
        if not account:
            today = fields.Date.context_today(self)
            if not self.end_reason or not self.date_end or self.date_end > today:
                raise UserError(
                    self.env._("The final account is drawn up once the contract ended.")
                )
            account = account.create({"contract_id": self.id})
            account.action_compute()
        return {
            "type": "ir.actions.act_window",
            "name": account.display_name,
            "res_model": "caetic.final.account",
            "res_id": account.id,
            "view_mode": "form",
        }
