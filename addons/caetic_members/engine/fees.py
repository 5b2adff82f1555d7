# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fixed fees: due on the 1st of each month begun, a kind of their own (R402)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import cents


@dataclass(frozen=True, slots=True)
class FeeDue:
    """Fees due and not posted yet.

    :param months: first days of the months due
    :param amount: EUR
    """

    months: tuple[date, ...] = ()
    amount: Decimal = Decimal(0)


def fees_due(
    fee_month: Decimal,
    first_month: date,
    last_posted_month: date | None,
    on_date: date,
    charged_end: date | None = None,
) -> FeeDue:
    """Return the monthly fees due on a day and not posted yet.

    :param fee_month: EUR a month
    :param first_month: first month that bears the fee
    :param last_posted_month: last month whose fee is posted, or None
    :param on_date: the month of this day has begun, so its fee is due
    :param charged_end: end of the activity: later months bear no fee
    """
    month = first_month.replace(day=1)
    if last_posted_month:
        month = max(month, _next(last_posted_month.replace(day=1)))
    end = min(on_date, charged_end) if charged_end else on_date
    months = []
    while fee_month and month <= end:
        months.append(month)
        month = _next(month)
    return FeeDue(tuple(months), cents(fee_month * len(months)))


def _next(month: date) -> date:
    years, index = divmod(month.month, 12)
    return date(month.year + years, index + 1, 1)
