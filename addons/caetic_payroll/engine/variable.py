# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fixed part, advances and yearly balance of the variable part (R122, R123)."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .errors import PayrollError
from .money import ZERO
from .parameters import Figures

MONTHS = date.max.month


@dataclass(frozen=True, slots=True)
class MonthSplit:
    """A month's gross in its two parts, EUR to the cent: they add up to the gross."""

    fixed: Decimal
    advance: Decimal


@dataclass(frozen=True, slots=True)
class Balance:
    """What remains of a year's variable part.

    :param paid: EUR of total cost paid in the year, to the cent
    :param amount: EUR of total cost, to the cent; negative when more was advanced
        than the year allows: nothing is then due, the excess stays on the account
    :param due: EUR to pay, never negative, kept result deducted
    :param due_date: last day to pay, None while the date of the meeting is not known
    """

    paid: Decimal
    amount: Decimal
    due: Decimal
    due_date: date | None


def split_month(gross: Decimal, fixed: Decimal) -> MonthSplit:
    """Split a month's gross into its fixed part and an advance on the variable part.

    The fixed part is due every month, whatever the account says (C. trav. R7331-11,
    R529): less is refused.

    :param gross: EUR of the month
    :param fixed: EUR a month, of the contract
    :raises PayrollError: ``below_fixed_part`` with both amounts
    """
    if gross < fixed:
        raise PayrollError("below_fixed_part", gross=gross, fixed=fixed)
    return MonthSplit(cents(fixed), cents(gross) - cents(fixed))


def left_for_pay(
    brought: Sequence[Decimal], contribution: Decimal, fees: Decimal
) -> Decimal:
    """Return what an activity has earned for pay up to a day, EUR to the cent.

    :param brought: turnover and what it costs, each with its sign, EUR
    :param contribution: contribution due and not posted yet, EUR
    :param fees: fees due and not posted yet, EUR
    """
    return cents(sum(brought, ZERO) - contribution - fees)


def variable_balance(
    available: Decimal,
    paid: Sequence[Decimal],
    figures: Figures,
    meeting: date | None = None,
    kept: Decimal = ZERO,
) -> Balance:
    """Return the balance of the variable part of a financial year (C. trav. R7331-12).

    R123: what the year leaves for pay, less what was paid (fixed parts and advances),
    is paid within one month after the general meeting that rules on the accounts,
    unless the contract forms a net result with a part of it.

    :param available: total cost that the year allows, EUR: turnover, less direct
        charges, less the contribution
    :param paid: total cost of each payslip of the year, EUR
    :param meeting: day of the general meeting
    :param kept: part that forms a net result under the contract, EUR
    :raises PayrollError: ``negative_amount`` for a kept part below zero
    """
    if kept < ZERO:
        raise PayrollError("negative_amount", field="kept")
    spent = cents(sum(paid, ZERO))
    amount = cents(available) - spent
    months = int(figures["variable_due_months"])
    due_date = meeting and _months_after(meeting, months)
    return Balance(spent, amount, max(ZERO, amount - cents(kept)), due_date)


def _months_after(day, months):
    """Same day some months later, or the last day of that month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
