# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Settlement of the variable part of the pay at the end of a year (R122, R123)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from .errors import EngineError
from .money import ZERO, cents

PAY, KEEP, RESULT = "pay", "keep", "result"
DECISIONS = (PAY, KEEP, RESULT)


@dataclass(frozen=True)
class YearSettlement:
    """What a year leaves to an activity, EUR to the cent, as cost for the activity.

    :param brought: held when the year began, negative when overdrawn
    :param earned: what the year has brought for pay: sales less costs, contribution,
        fees, provisions, with the transfers
    :param paid: fixed part and advances of the year, positive
    :param balance: held when it ended
    :param due: what is to be settled: the balance, nothing when it is negative
    """

    brought: Decimal
    earned: Decimal
    paid: Decimal
    balance: Decimal
    due: Decimal

    @property
    def available(self) -> Decimal:
        """What could be paid for the year, before any pay."""
        return self.brought + self.earned


def settle_year(brought: Decimal, earned: Decimal, pay: Decimal) -> YearSettlement:
    """Return the settlement of a year (C. trav. R7331-12).

    >>> settle_year(Decimal(0), Decimal(31100), Decimal(-27500)).due
    Decimal('3600.00')

    :param brought: balance when the year began, EUR
    :param earned: movement of the year but for pay, EUR
    :param pay: movement of pay, EUR, negative
    """
    balance = cents(brought + earned + pay)
    return YearSettlement(
        brought=cents(brought),
        earned=cents(earned),
        paid=cents(-pay),
        balance=balance,
        due=max(balance, ZERO),
    )


def settlement_deadline(meeting: date, months: int) -> date:
    """Return the last day to pay the balance, counted from the general meeting.

    >>> settlement_deadline(date(2027, 6, 20), 1)
    datetime.date(2027, 7, 20)

    :param months: of the law (R7331-12); a shorter month ends the count on its last day
    """
    return meeting + relativedelta(months=months)


def split_due(
    due: Decimal, decision: str, amount: Decimal, result_allowed: bool = False
) -> dict[str, Decimal]:
    """Return what is paid, kept on the account, and left as net result, EUR.

    What is not paid or left stays on the account.

    >>> split_due(Decimal(3600), PAY, Decimal(3000))["keep"]
    Decimal('600.00')

    :param decision: ``pay``, ``keep`` or ``result``
    :param amount: of the decision; of no use to keep
    :param result_allowed: the contract says that a net result may be formed (R123)
    :raises EngineError: ``above_due``, ``negative`` or ``no_result``
    """
    amount = ZERO if decision == KEEP else cents(amount)
    if amount < 0:
        raise EngineError("negative", amount=amount)
    if amount > due:
        raise EngineError("above_due", due=due)
    if decision == RESULT and not result_allowed:
        raise EngineError("no_result")
    parts = dict.fromkeys(DECISIONS, ZERO)
    parts[decision] = amount
    parts[KEEP] = cents(due - amount)
    return parts
