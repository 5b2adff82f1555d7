# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal
from operator import attrgetter

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import RATE, to_decimal

from .. import engine
from .caetic_pay_reader import KINDS
from .hr_payslip import TOTALS

RESULTS = "caetic_results"
READ_TOTALS = attrgetter(*TOTALS.values())
SIDES = ("employee", "employer")
# Totals that sums over payslips need.
SUMS = {
    field: name
    for field, name in TOTALS.items()
    if name not in ("tax_rate", "reduction_coefficient", "reduction_smic")
} | {"caetic_net_paid": "net_paid"}
OWN = "CAETIC_OWN"


class HrPayslipEngine(models.Model):
    """One computation of the engine for each payslip, given out line by line."""

    _inherit = "hr.payslip"

    def compute_sheet(self):
        own = self.filtered("caetic_member_id")
        results = own._caetic_compute()
        slips = self.with_context(**{RESULTS: results})
        done = super(HrPayslipEngine, slips).compute_sheet()
        for slip in own:
            slip.write(slip._caetic_prepare_totals(results[slip.id]))
        return done

    # -- the engine -----------------------------------------------------------------

    def _caetic_compute(self):
        """Return the engine's payslip of each of these, all in a few queries.

        :returns: ``{payslip_id: engine.Payslip}``
        """
        results = {}
        for date, slips in self.grouped("date_from").items():
            members = slips.caetic_member_id
            reader = self.env["caetic.pay.reader"]
            years = reader._get_years(members, date, slips)
            rates = self.env["caetic.pas.rate"]._get_rates_sudo(members, date)
            for slip in slips:
                member_id = slip.caetic_member_id.id
                result = slip._caetic_compute_one(
                    rates.get(member_id), years.get(member_id)
                )
                results[slip.id] = result
                # Two activities of a person in a month: the second knows the first.
                years[member_id] = engine.advance(years.get(member_id), result)
        return results

    def _caetic_compute_one(self, tax_rate, year):
        self.ensure_one()
        request = self.caetic_request_id
        mode = request.mode if request else "gross"
        amount = request.amount if request else self.caetic_asked
        case = self._caetic_prepare_case(tax_rate, year)
        return self.env["caetic.pay.reader"]._solve(mode, amount, *case).payslip

    def _caetic_prepare_case(self, tax_rate, year):
        """Return ``(employer, employee, date, year)`` of the payslip."""
        days = sum(
            line.number_of_days
            for line in self.worked_days_line_ids
            if line.code in ("UNPAID", "SICK")
        )
        pay = sum(
            line.amount for line in self.input_line_ids if line.code == "ALLOWANCES"
        )
        return self.env["caetic.pay.reader"]._prepare_case_sudo(
            self.caetic_contract_id,
            self.caetic_activity_id,
            self.date_from,
            tax_rate,
            int(days),
            pay,
            year,
        )

    def _caetic_prepare_totals(self, result):
        """Return the totals to keep; the rules of the cooperative's own count."""
        self.ensure_one()
        reader = self.env["caetic.pay.reader"]
        by_code = {line.code: line for line in self.line_ids}
        values = dict(zip(TOTALS, READ_TOTALS(result), strict=True))
        return {
            **values,
            "caetic_net_paid": by_code["net_paid"].total,
            "caetic_leave": reader._get_leave(result, self.company_id),
        }

    # -- rules of OCA payroll ---------------------------------------------------------

    def _get_baselocaldict(self, contracts):
        localdict = super()._get_baselocaldict(contracts)
        result = self.env.context.get(RESULTS, {}).get(self.id)
        localdict["caetic"] = self._caetic_get_amounts(result) if result else {}
        return localdict

    def _caetic_get_amounts(self, result):
        """Return ``{(line, side): values of the payslip line}`` of an engine's payslip.

        What the employee pays is negative, what the employer pays is positive.
        """
        amounts = {
            ("gross", "total"): _values(result.gross),
            ("net_social", "total"): _values(result.net_social),
            ("net", "total"): _values(result.net),
            ("net_taxable", "total"): _values(result.net_taxable),
            ("income_tax", "total"): _values(
                -result.tax, result.net_taxable, result.tax_rate
            ),
            ("net_paid", "total"): _values(result.net_paid),
            ("cost", "total"): _values(result.cost),
        }
        for line in result.lines:
            if line.employee_cents:
                amounts[line.code, "employee"] = _values(
                    -line.employee_cents, line.base, line.employee_rate
                )
            if line.employer_cents:
                amounts[line.code, "employer"] = _values(
                    line.employer_cents, line.base, line.employer_rate
                )
        return amounts

    def _caetic_has_line(self, rule, localdict):
        return (rule.caetic_line_code, rule.caetic_side) in localdict["caetic"]

    def _caetic_get_line(self, rule, localdict):
        values = localdict["caetic"][rule.caetic_line_code, rule.caetic_side]
        amount = values["amount"]
        if rule.caetic_line_code == "net_paid":
            own = to_decimal(localdict["categories"].dict.get(OWN, 0))
            amount = float(engine.net_transferred(to_decimal(amount), own))
        return {
            **values,
            "name": rule.name,
            "amount": amount,
            "caetic_line_code": rule.caetic_line_code,
            "caetic_side": rule.caetic_side,
            "caetic_block": rule.caetic_block,
            "caetic_body": rule.caetic_body,
        }

    def get_lines_dict(self):
        """Refuse a payslip that would silently lose a line of the engine."""
        lines = super().get_lines_dict()
        result = self.env.context.get(RESULTS, {}).get(self.id)
        if result:
            used = {
                (line.get("caetic_line_code"), line.get("caetic_side"))
                for line in lines.values()
            }
            lost = set(self._caetic_get_amounts(result)) - used
            if lost:
                raise UserError(
                    self.env._(
                        "The salary structure has no rule for: %s.",
                        ", ".join(sorted(code for code, _side in lost)),
                    )
                )
        return lines

    # -- back to the engine -----------------------------------------------------------

    def _caetic_to_engine(self):
        """Return the payslip as the engine knows it, from its kept lines.

        What cancels another payslip has opposite amounts.
        """
        self.ensure_one()
        sign = -1 if self.credit_note else 1
        totals = {name: sign * to_decimal(self[field]) for field, name in SUMS.items()}
        zero = Decimal(0)
        return engine.Payslip(
            **totals,
            lines=tuple(self._caetic_get_engine_lines(sign)),
            tax_rate=to_decimal(self.caetic_tax_rate),
            reduction_coefficient=zero,
            reduction_smic=zero,
            hours=zero,
            ceiling=zero,
            csg_base=zero,
            kind=KINDS[self.caetic_contract_id.kind],
            raw=None,
        )

    def _caetic_get_engine_lines(self, sign):
        """Yield one engine line for each code, both sides together."""
        parts = self.line_ids.filtered(lambda line: line.caetic_side in SIDES)
        for code, lines in parts.grouped("caetic_line_code").items():
            sides = {line.caetic_side: line for line in lines}
            own = -sign * to_decimal(sum(lines.filtered(_is_own).mapped("total")))
            paid = sign * to_decimal(
                sum((lines - lines.filtered(_is_own)).mapped("total"))
            )
            rates = [
                to_decimal(sides[side].caetic_rate, RATE) if side in sides else None
                for side in SIDES
            ]
            base = to_decimal(lines[:1].caetic_base)
            yield engine.Line(
                code,
                sign * base if base else None,
                *(rate or None for rate in rates),
                own,
                paid,
                own,
                paid,
                lines[:1].caetic_body,
                lines[:1].caetic_block,
            )


def _is_own(line):
    return line.caetic_side == "employee"


def _values(amount, base=None, rate=None):
    return {
        "quantity": 1.0,
        "rate": 100.0,
        "amount": float(amount),
        "caetic_base": float(base) if base is not None else 0.0,
        "caetic_rate": float(rate) if rate is not None else 0.0,
    }
