# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What becomes of each euro of a budget: ordered shares that add up to it."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .lines import BLOCKS, Payslip
from .money import HUNDRED, ZERO


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
    total = payslip.cost if budget is None else budget
    shares = [
        Share("net_paid", "", payslip.net_paid),
        Share("tax", "", payslip.tax),
        *_contributions(payslip),
        Share("reduction", "", -payslip.reduction),
        Share("allowances", "", _allowances(payslip)),
        Share("residual", "", total - payslip.cost),
    ]
    return tuple(share for share in shares if share.amount)


def large_shares(payslip: Payslip) -> dict[str, Decimal]:
    """Return where the cost of a payslip goes by large parts, EUR; they add up to it.

    The reduction is deducted from the employer's part, allowances advanced for
    social security from the net.

    :returns: ``net_paid``, ``tax``, ``employee``, ``employer``
    """
    parts = dict.fromkeys(("net_paid", "tax", "employee", "employer"), ZERO)
    joined = {"reduction": "employer", "allowances": "net_paid"}
    for share in picture(payslip):
        parts[joined.get(share.code, share.code)] += share.amount
    return parts


def width(amount: Decimal, whole: Decimal) -> Decimal:
    """Return what a part takes of a drawing, % to two decimals; never negative."""
    return max(cents(amount * HUNDRED / whole), ZERO) if whole else ZERO


def _contributions(payslip):
    """Both sides of each block, the reduction and the allowances apart."""
    lines = [line for line in payslip.lines if line.block != "relief"]
    lines = [line for line in lines if line.body != "cpam"]
    for block in BLOCKS:
        own = (line.employee_cents for line in lines if line.block == block)
        yield Share("employee", block, sum(own, ZERO))
    for block in BLOCKS:
        paid = (line.employer_cents for line in lines if line.block == block)
        yield Share("employer", block, sum(paid, ZERO))


def _allowances(payslip):
    advanced = [line.employee_cents for line in payslip.lines if line.body == "cpam"]
    return sum(advanced, ZERO)
