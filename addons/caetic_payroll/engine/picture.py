# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What becomes of each euro of a budget: ordered shares that add up to it."""

from dataclasses import dataclass
from decimal import Decimal

from .lines import Payslip


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a budget, EUR to the cent.

    :param code: ``net_paid``, ``tax``, ``employee`` or ``employer`` (contributions
        of a block), ``reduction`` (negative: what the State gives back), ``allowances``
        (negative: advanced for social security) or ``residual`` (stays on the account)
    :param block: block of the payslip, empty for the others
    """

    code: str
    block: str
    amount: Decimal


def picture(payslip: Payslip, budget: Decimal | None = None) -> tuple[Share, ...]:
    """Return what a budget becomes, in the order to show; the sum is the budget.

    :param budget: EUR; None takes the cost of the payslip, without residual
    """
    raise NotImplementedError
