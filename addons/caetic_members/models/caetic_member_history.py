# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import email_normalize

from ..engine import History, history_errors
from .caetic_abstract_import import is_address
from .caetic_contract import CAPE_ONLY, EMPLOYEE_ONLY, END_REASONS
from .caetic_member import STAGES

COORDINATOR = "caetic_members.caetic_members_group_coordinator"
PAST = (
    "past_stage",
    "past_stage_date",
    "past_reason",
    "cape_start",
    "cape_end",
    "cesa_start",
    "cesa_fixed_part",
    "associate_date",
    "left_date",
    "left_reason",
)
IDENTITY = (
    "id",
    "name",
    "email",
    "phone",
    "street",
    "zip",
    "city",
    "sex",
    "birth_name",
    "birthdate",
    "birth_place",
    "nationality_id",
    "family_status",
    "children_count",
    "emergency_contact",
    "emergency_phone",
    "adviser_id",
    "management_adviser_id",
    "trade_adviser_id",
    "prescriber_id",
    "trade_ids",
    "project_summary",
    "has_customers",
)
SITUATION = (
    "date",
    "status",
    "education",
    "zip",
    "city",
    "is_qpv",
    "is_frr",
    "is_rural",
)
POSITIVE = ("children_count", "cesa_fixed_part")


class CaeticMemberHistory(models.Model):
    """Past of a person in a few dates, as lists show it and as an import brings it.

    The dates are read from the steps and the contracts. Written on a person who has
    neither, they become steps and contracts, without the guards of today.
    """

    _name = "caetic.member"
    _inherit = ["caetic.member", "caetic.abstract.import"]
    _import_unique = ("id", "email")

    past_stage = fields.Selection(
        STAGES, string="Stage reached", compute="_compute_past", inverse="_inverse_past"
    )
    past_stage_date = fields.Date(
        string="Reached on", compute="_compute_past", inverse="_inverse_past"
    )
    past_reason = fields.Char(
        string="Reason of the refusal", compute="_compute_past", inverse="_inverse_past"
    )
    cape_start = fields.Date(
        string="CAPE from", compute="_compute_past", inverse="_inverse_past"
    )
    cape_end = fields.Date(
        string="CAPE until", compute="_compute_past", inverse="_inverse_past"
    )
    cesa_start = fields.Date(
        string="CESA from", compute="_compute_past", inverse="_inverse_past"
    )
    cesa_fixed_part = fields.Float(
        string="Fixed part of the CESA (gross, a month)",
        digits=(16, 2),
        compute="_compute_past",
        inverse="_inverse_past",
    )
    associate_date = fields.Date(
        string="Associate from", compute="_compute_past", inverse="_inverse_past"
    )
    left_date = fields.Date(
        string="Left on", compute="_compute_past", inverse="_inverse_past"
    )
    left_reason = fields.Selection(
        END_REASONS,
        string="Reason of the departure",
        compute="_compute_past",
        inverse="_inverse_past",
    )

    @api.depends(
        "step_ids.kind",
        "step_ids.date",
        "step_ids.is_corrected",
        "contract_ids.state",
        "contract_ids.date_start",
        "contract_ids.date_end",
        "contract_ids.fixed_part",
        "contract_ids.end_reason",
    )
    def _compute_past(self):
        for member in self:
            member.update(member._get_past())

    def _get_past(self):
        """Return the dates of the stay out of its steps and contracts."""
        self.ensure_one()
        days = {}
        for step in self.step_ids.sorted(lambda one: (one.date, one._origin.id)):
            if not step.is_corrected:
                days.setdefault(step.kind, step)
        contracts = self.contract_ids.filtered(
            lambda one: one.state not in ("draft", "cancelled")
        ).sorted("date_start")
        capes = contracts.filtered(lambda one: one.kind == "cape")
        cesas = contracts.filtered(lambda one: one.kind == "cesa")
        refused, left = days.get("refused"), days.get("left")
        return {
            "past_stage": self.state,
            "past_stage_date": self.state_date,
            "past_reason": refused and refused.reason,
            "cape_start": capes[:1].date_start,
            "cape_end": capes[-1:].date_end,
            "cesa_start": cesas[:1].date_start,
            "cesa_fixed_part": cesas[:1].fixed_part,
            "associate_date": days["associate"].date if "associate" in days else False,
            "left_date": left and left.date,
            "left_reason": left and contracts[-1:].end_reason,
        }

    def _inverse_past(self):
        """Write the past that an import brings, once.

        :raises UserError: the person already has another history
        """
        # What was not told is not read: that would compute over what was.
        told = [
            {name: member[name] for name in PAST if name in member._cache}
            for member in self
        ]
        new = [
            (member, values)
            for member, values in zip(self, told, strict=True)
            if member._is_new_past(values)
        ]
        contracts = self.env["caetic.contract"].create(
            [
                row
                for member, values in new
                for row in member._prepare_past_contracts(values)
            ]
        )
        contracts._ensure_past_employees_sudo()
        for member, values in new:
            member._write_past_steps(values)

    def _is_new_past(self, values):
        """Tell whether the told past is not recorded yet; refuse another one.

        :raises AccessError: only coordinators bring a history, which passes no guard
        :raises UserError: the person has another history, or it does not hold
        """
        self.ensure_one()
        known = self._get_past()
        if all(not value or value == known[name] for name, value in values.items()):
            return False
        if not self.env.su and not self.env.user.has_group(COORDINATOR):
            raise AccessError(self.env._("Only coordinators import a journey."))
        if self.step_ids or self.contract_ids:
            raise UserError(
                self.env._(
                    "The journey of %(member)s is already recorded: correct its steps "
                    "instead.",
                    member=self.name,
                )
            )
        errors = self._get_past_errors(values)
        if errors:
            raise UserError("\n".join(reason for _field, reason in errors))
        return True

    # -- written once ---------------------------------------------------------------

    def _write_past_steps(self, values):
        """Record the told steps, without today's guards; each starts its contract."""
        self.ensure_one()
        past = History.of(values)
        reasons = dict(END_REASONS)
        for kind, day in past.steps():
            reason = past.past_reason
            if kind == "left":
                reason = reason or reasons[past.left_reason]
            self._record_step(kind, day, reason, check=False)
            self.contract_ids.filtered(
                lambda one, kind=kind: one.kind == kind and one.state == "signed"
            )._start_due()

    def _prepare_past_contracts(self, values):
        """Values of the contracts: those that still run wait for their step."""
        past = History.of(values)
        today = fields.Date.context_today(self)
        months = self._get_cape_months(past.cape_start or today)
        rows = []
        if past.cape_start:
            end = past.cape_last_day(months)
            reason = "cape_cesa" if past.cesa_start else past.left_reason or "cape_term"
            rows.append(
                {"kind": "cape", "date_start": past.cape_start, "date_end": end}
            )
            is_over = past.cesa_start or past.left_date or end < today
            rows[-1].update(self._prepare_past_state(is_over, reason))
        if past.cesa_start:
            rows.append(
                {
                    "kind": "cesa",
                    "date_start": past.cesa_start,
                    "date_end": past.left_date,
                    "fixed_part": values.get("cesa_fixed_part") or 0,
                    **self._prepare_past_state(past.left_date, past.left_reason),
                }
            )
        return [
            {**row, "member_id": self.id, "date_signed": row["date_start"]}
            for row in rows
        ]

    def _prepare_past_state(self, is_over, reason):
        if is_over:
            return {"state": "ended", "end_reason": reason}
        return {"state": "signed"}

    def _get_cape_months(self, day):
        return self.env["caetic.parameter"]._get_count("cape_period_months", day)

    # -- what a table may hold --------------------------------------------------------

    def _get_import_columns(self):
        situation = [f"situation_ids/{name}" for name in SITUATION]
        return [*IDENTITY, *situation, *PAST]

    def _get_import_key(self, values):
        address = email_normalize(values.get("email") or "")
        return address or f"{values.get('name')}|{values.get('birthdate')}"

    def _get_import_errors(self, values):
        errors = []
        if not values.get("name"):
            errors.append(("name", self.env._("A person has a name.")))
        if values.get("email") and not is_address(values["email"]):
            errors.append(("email", self.env._("This is no e-mail address.")))
        errors += [
            (name, self.env._("An amount or a number cannot be negative."))
            for name in POSITIVE
            if (values.get(name) or 0) < 0
        ]
        return errors + self._get_past_errors(values)

    def _get_past_errors(self, values):
        """Tell what does not hold in the told past: (field, reason in words)."""
        today = fields.Date.context_today(self)
        past = History.of(values)
        found = history_errors(past, today, self._get_cape_months(today))
        errors = [
            (field, self._get_history_error(code, params))
            for field, code, params in found
        ]
        if past.left_date:
            foreign = EMPLOYEE_ONLY if not past.cesa_start else CAPE_ONLY
            if past.left_reason in foreign:
                text = self.env._("This reason does not end a contract of this kind.")
                errors.append(("left_reason", text))
        return errors

    @api.model
    def get_import_templates(self):
        """Offer the example table beside Odoo's own import."""
        return [
            {
                "label": self.env._("Example of a table of members"),
                "template": "/caetic_members/static/import/members.csv",
            }
        ]
