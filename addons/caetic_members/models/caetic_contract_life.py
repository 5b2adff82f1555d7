# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeticContractLife(models.Model):
    """Life of a contract: signed, notified, started, renewed, amended, ended (R214)."""

    _inherit = "caetic.contract"

    urssaf_notified_on = fields.Date(string="Urssaf told on", copy=False)
    france_travail_notified_on = fields.Date(
        string="France Travail told on", copy=False
    )
    urssaf_end_notified_on = fields.Date(
        string="Urssaf told of the early end on", copy=False
    )
    france_travail_end_notified_on = fields.Date(
        string="France Travail told of the early end on", copy=False
    )
    dpae_on = fields.Date(
        string="Hiring declared on (DPAE)",
        copy=False,
        help="At most eight days before the first day (C. trav. R1221-4).",
    )

    def action_sign(self):
        """Record that both sides have signed; the text is sealed from then on."""
        for contract in self:
            contract._check_can_sign()
            contract._end_previous()
            contract.write(
                {
                    "state": "signed",
                    "date_signed": contract.date_signed
                    or fields.Date.context_today(self),
                }
            )
        self._start_due()

    def _check_can_sign(self):
        self.ensure_one()
        if self.state not in ("draft", "sent"):
            raise UserError(self.env._("This contract is already signed."))
        situation = self.member_id.current_situation_id
        if self.kind == "cape" and situation.is_full_time_employee:
            raise UserError(
                self.env._(
                    "%(member)s is employed full time: the law keeps the CAPE for "
                    "others (C. com. L127-1).",
                    member=self.member_id.name,
                )
            )

    def action_start(self):
        """Start signed contracts: the person enters the stage of the contract."""
        for contract in self:
            if contract.state == "draft":
                contract.action_sign()
            if contract.state == "signed":
                contract._start()

    def _start_due(self):
        today = fields.Date.context_today(self)
        for contract in self:
            if contract.state == "signed" and contract.date_start <= today:
                contract._start()

    def _start(self):
        """Start one contract; to extend where something follows from it."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        if self.date_start > today:
            raise UserError(
                self.env._("This contract starts on %(date)s.", date=self.date_start)
            )
        self.state = "running"
        member = self.member_id
        if self.kind in ("cape", "cesa") and member.state != self.kind:
            member._record_step(self.kind, self.date_start)

    def _end_previous(self):
        """A CESA ends on its eve the CAPE that would still run, and what renews it."""
        self.ensure_one()
        if self.kind != "cesa":
            return
        capes = self.member_id.contract_ids.filtered(
            lambda one: one.kind == "cape" and one.state != "ended"
        )
        later = capes.filtered(lambda one: one.date_start >= self.date_start)
        later.filtered(lambda one: one.state in ("draft", "signed")).action_cancel()
        current = capes.filtered(
            lambda one: (
                one.date_start < self.date_start <= one.date_end
                and one.state in ("signed", "running")
            )
        )
        current._end(self.date_start - timedelta(days=1), "cape_cesa")

    def action_renew(self):
        """Open the renewal of a CAPE, a draft that starts the day after its term."""
        self.ensure_one()
        if self.kind != "cape":
            raise UserError(self.env._("Only a CAPE is renewed."))
        renewal = self.create(
            {
                **self._prepare_child(),
                "kind": "cape",
                "date_start": self.date_end + timedelta(days=1),
                **{
                    name: self[name]
                    for name in self.env["caetic.contract.template"]._fields
                    if name.startswith("clause_")
                },
            }
        )
        return renewal._open()

    def action_amend(self):
        """Open an amendment, a draft that starts from the terms in force."""
        self.ensure_one()
        amendment = self.create(
            {
                **self._prepare_child(),
                "kind": "amendment",
                "date_start": fields.Date.context_today(self),
            }
        )
        return amendment._open()

    def _prepare_child(self):
        return {
            "member_id": self.member_id.id,
            "parent_id": self.id,
            "fixed_part": self.fixed_part,
            "scheme_id": self.scheme_id.id,
            "objective_turnover": self.objective_turnover,
            "objective_period": self.objective_period,
            "job_title": self.job_title,
        }

    def _open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "caetic.contract",
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_end(self):
        """Open the form that ends a contract: date, reason, notice."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End the contract"),
            "res_model": "caetic.contract.end.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_contract_id": self.id},
        }

    def _end(self, date, reason):
        """End contracts on a day; before their term at the latest.

        :param date: last day of the contract
        :param str reason: key of the closed list (R125, R214)
        """
        today = fields.Date.context_today(self)
        for contract in self:
            end = min(contract.date_end, date) if contract.date_end else date
            state = "ended" if end < today else contract.state
            contract.write({"date_end": end, "end_reason": reason, "state": state})
            amendments = contract.child_ids.filtered(
                lambda one: one.kind == "amendment" and one.state == "running"
            )
            amendments.write({"state": "ended"})

    def action_cancel(self):
        """Give up a contract that has not started."""
        for contract in self:
            if contract.state not in ("draft", "sent", "signed"):
                raise UserError(self.env._("A contract that has started is ended."))
            contract.state = "cancelled"

    @api.model
    def _cron_run_clocks(self):
        """Start what starts today and end what ended yesterday."""
        today = fields.Date.context_today(self)
        due = self.search([("state", "=", "signed"), ("date_start", "<=", today)])
        due.sorted("date_start")._start_due()
        over = self.search([("state", "=", "running"), ("date_end", "<", today)])
        for contract in over:
            reason = "cape_term" if contract.kind == "cape" else contract.end_reason
            contract.write(
                {"state": "ended", "end_reason": contract.end_reason or reason}
            )

    def _get_terms(self, date):
        """Return the money terms in force on a day: contract, then its amendments.

        :returns: the caetic.contract row whose terms hold
        """
        self.ensure_one()
        amendments = self.child_ids.filtered(
            lambda one: (
                one.kind == "amendment"
                and one.state in ("signed", "running", "ended")
                and one.date_start <= date
            )
        )
        return amendments.sorted("date_start")[-1:] or self
