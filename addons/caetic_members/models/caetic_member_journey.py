# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from ..engine import REASONED, EngineError, check_sequence, check_step


class CaeticMemberJourney(models.Model):
    """Steps of a person: each has its guard, its date and, if it is a no, a reason."""

    _inherit = "caetic.member"

    def action_step(self):
        """Open the form of a step; its kind comes from the button's context."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Next step"),
            "res_model": "caetic.member.step.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {**self.env.context, "default_member_id": self.id},
        }

    def action_plan_committee(self):
        """Open the review of the candidate by the committee, planned or new."""
        self.ensure_one()
        planned = self.review_ids.filtered(lambda review: review.state == "planned")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Committee"),
            "res_model": "caetic.committee.review",
            "res_id": planned.id,
            "view_mode": "form",
            "context": {"default_member_id": self.id},
        }

    def action_new_contract(self):
        """Open a new contract of the kind that the stage leads to."""
        self.ensure_one()
        kind = "cape" if self.state == "admitted" and not self.has_customers else "cesa"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New contract"),
            "res_model": "caetic.contract",
            "view_mode": "form",
            "context": {"default_member_id": self.id, "default_kind": kind},
        }

    # -- steps --------------------------------------------------------------------

    def _record_step(self, kind, date=None, reason=None, check=True):
        """Add a dated step after its guard; the only way to move a person.

        :param str kind: stage entered
        :param date: day of the step, today by default, never later
        :param str reason: why, required for a refusal or a departure
        :param bool check: False for the history that an import brings
        :returns: caetic.member.step
        :raises UserError: what bars the step, in words
        """
        self.ensure_one()
        self.check_access("write")
        date = date or fields.Date.context_today(self)
        self._check_step_date(date)
        if check:
            self._check_step(kind, date, reason)
        return self._write_step(kind, date, reason)

    def _correct_step(self, step, kind, date, reason):
        """Replace a wrong step by a right one; the wrong one stays readable.

        :param step: caetic.member.step that stands
        :param str kind: right stage; the stage before it when it never took place
        :raises UserError: the history would not hold together
        """
        self.ensure_one()
        self.check_access("write")
        self._check_step_date(date)
        if step.is_corrected:
            raise UserError(self.env._("This step is already corrected."))
        if not reason:
            raise UserError(self.env._("Say why the step is corrected."))
        correction = self._write_step(kind, date, reason, step)
        try:
            check_sequence(self.step_ids._to_engine())
        except EngineError as error:
            raise UserError(self._get_step_error(error)) from error
        return correction

    def _write_step(self, kind, date, reason, corrected=None):
        # Nobody writes steps by RPC: each one has passed the guards of its door.
        steps_sudo = self.env["caetic.member.step"].sudo()
        return steps_sudo.create(
            {
                "member_id": self.id,
                "kind": kind,
                "date": date,
                "reason": reason,
                "author_id": self.env.uid,
                "corrects_id": corrected and corrected.id,
            }
        )

    def _check_step_date(self, date):
        if date > fields.Date.context_today(self):
            raise UserError(self.env._("A step is recorded on its day, not before."))

    def _check_step(self, kind, date, reason):
        try:
            check_step(self.step_ids._to_engine(), kind, date)
        except EngineError as error:
            raise UserError(self._get_step_error(error)) from error
        if kind in REASONED and not (reason or "").strip():
            raise UserError(self.env._("Give the reason: funders and the law ask it."))
        obstacles = self._get_obstacles(kind, date)
        if obstacles:
            raise UserError("\n".join(obstacles))

    def _get_step_error(self, error):
        stages = dict(self._fields["state"]._description_selection(self.env))
        params = error.params
        if error.code == "step_too_early":
            return self.env._(
                "The last step is dated %(date)s: this one cannot come before.",
                date=params["last"],
            )
        return self.env._(
            "From “%(stage)s” the journey does not go to “%(kind)s”.",
            stage=stages[params["stage"]],
            kind=stages.get(params["kind"], params["kind"]),
        )

    # -- guards -------------------------------------------------------------------

    def _get_obstacles(self, kind, date):
        """Return what bars a step, in words; to extend by the addons that know more."""
        guard = {
            "informed": self._get_missing_contact,
            "diagnosed": self._get_missing_diagnosis,
            "committee": self._get_missing_diagnosis,
        }.get(kind)
        if guard:
            missing = guard()
            if missing:
                names = ", ".join(missing)
                return [self.env._("Still missing: %(names)s.", names=names)]
        if kind in ("cape", "cesa") and not self._get_contract(kind, date):
            return [self.env._("No contract of this kind runs on that day.")]
        if kind == "cesa" and self.state == "admitted" and not self.has_customers:
            return [self.env._("A CESA without a CAPE is for those with customers.")]
        if kind == "left":
            return self._get_obstacles_left(date)
        return []

    def _get_obstacles_left(self, date):
        running = self.contract_ids.filtered(
            lambda contract: (
                contract.state == "running"
                and (not contract.date_end or contract.date_end > date)
            )
        )
        return [
            self.env._("%(contract)s still runs: end it first.", contract=contract.name)
            for contract in running
        ]

    def _get_contract(self, kind, date):
        """Return the contract of a kind that runs on a day."""
        return self.contract_ids.filtered(
            lambda contract: contract.kind == kind and contract._runs_on(date)
        )[:1]
