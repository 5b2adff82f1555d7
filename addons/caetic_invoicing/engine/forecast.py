# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Turnover of a year by month, against the own forecast and the year before."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import Reader, clean_text, parse_decimal

ZERO = Decimal("0.00")
MONTHS = range(1, 13)
MAX_FORECAST = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month of a year: ``month`` 1 to 12, EUR without VAT.

    :param turnover: invoiced that month, credit notes taken off
    :param forecast: what the entrepreneur hoped for
    :param before: turnover of the same month of the year before
    """

    month: int
    turnover: Decimal
    forecast: Decimal
    before: Decimal


def year_figures(turnover, forecast, before):
    """Return ``(twelve MonthFigures, their sum with month 0)``.

    :param turnover: ``{month: Decimal}``, months without sale left out; so the others
    """
    months = [
        MonthFigures(
            month,
            turnover.get(month, ZERO),
            forecast.get(month, ZERO),
            before.get(month, ZERO),
        )
        for month in MONTHS
    ]
    whole = MonthFigures(
        0,
        sum((one.turnover for one in months), ZERO),
        sum((one.forecast for one in months), ZERO),
        sum((one.before for one in months), ZERO),
    )
    return months, whole


def parse_forecast(raw):
    """Return ``({month: Decimal}, issues)`` of the twelve fields ``month-N``.

    An empty field forgets the forecast of its month.

    >>> parse_forecast({"month-3": "1 500,50"})[0]
    {3: Decimal('1500.50')}
    """
    reader = Reader(raw)
    amounts = {}
    for month in MONTHS:
        amount = _read_amount(reader, f"month-{month}")
        if amount is not None:
            amounts[month] = amount
    return amounts, reader.issues


def _read_amount(reader, name):
    text = clean_text(reader.raw.get(name))
    if not text:
        return None
    amount = parse_decimal(text)
    if amount is None:
        reader.refuse(name, "number")
    elif amount < 0:
        reader.refuse(name, "negative")
    elif amount > MAX_FORECAST:
        reader.refuse(name, "too_big", limit=MAX_FORECAST)
    elif -amount.normalize().as_tuple().exponent > 2:
        reader.refuse(name, "places", places=2)
    else:
        return amount
    return None
