# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a request of pay takes from an account, and what stays on it."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .leave import leave_provision
from .lines import Payslip
from .money import ZERO


@dataclass(frozen=True, slots=True)
class Room:
    """What an account offers to a request, EUR to the cent.

    :param payable: what the request may take, its own cost included
    :param left: what stays once it is paid; negative when the account is overdrawn
    """

    payable: Decimal
    left: Decimal


def room(payable: Decimal, cost: Decimal) -> Room:
    """Return what an account offers to a request and what stays of it.

    >>> room(Decimal("2000.00"), Decimal("1200.00"))
    Room(payable=Decimal('2000.00'), left=Decimal('800.00'))

    :param payable: what the account offers to this request, EUR
    :param cost: what the request costs now, EUR
    """
    offered = cents(payable)
    return Room(offered, offered - cents(cost))


def asked_elsewhere(pending: Decimal, own: Decimal) -> Decimal:
    """Return what other requests ask of the same account, EUR to the cent.

    :param pending: cost of all that is asked for, EUR
    :param own: part of it that the request at hand asks for, EUR
    """
    return cents(pending - own)


def full_cost(cost: Decimal, leave: Decimal) -> Decimal:
    """Return what a pay takes from an account: cost and provision for leave (R508).

    :param cost: total cost of the payslip, EUR
    :param leave: provision for paid leave of the same month, EUR
    :returns: EUR to the cent
    """
    return cents(cost + leave)


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """Amounts of a request, EUR to the cent; the cost holds the provision."""

    gross: Decimal
    cost: Decimal
    net: Decimal
    tax: Decimal
    net_paid: Decimal
    leave: Decimal


def request_figures(payslip: Payslip, rate: Decimal | None) -> RequestFigures:
    """Return the amounts of a request from its payslip.

    :param rate: % of the cost put aside for paid leave, None without a provision
    """
    leave = leave_provision(payslip.cost, rate) if rate else cents(ZERO)
    return RequestFigures(
        gross=payslip.gross,
        cost=full_cost(payslip.cost, leave),
        net=payslip.net,
        tax=payslip.tax,
        net_paid=payslip.net_paid,
        leave=leave,
    )


def net_transferred(net_paid: Decimal, own: Decimal) -> Decimal:
    """Return what is transferred: net paid and the cooperative's own lines.

    :param net_paid: net after income tax, EUR
    :param own: additions (positive) and deductions (negative) of the cooperative, EUR
    :returns: EUR to the cent
    """
    return cents(net_paid + own)


def advance_of(gross: Decimal, fixed: Decimal) -> Decimal:
    """Return the advance on the variable part in a gross (R122), never negative.

    Below the fixed part there is none: the request itself bears the warning.

    :param gross: EUR of the month
    :param fixed: fixed part of the month, EUR
    :returns: EUR to the cent
    """
    return cents(max(gross - fixed, ZERO))
