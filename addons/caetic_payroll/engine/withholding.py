# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Income tax at source: personal rate while valid, else the neutral grid (R527)."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

from .money import HUNDRED, ZERO
from .parameters import Figures


@dataclass(frozen=True, slots=True)
class PersonalRate:
    """Rate sent by the tax administration: %, first and last day it may be used."""

    rate: Decimal
    date_from: date
    date_to: date


def rate_on(rates: Iterable[PersonalRate], day: date) -> Decimal | None:
    """Return the personal rate valid on a day, %, the latest sent when two are.

    :returns: None when none is valid: the neutral grid applies (CGI 204 H III)
    """
    valid = [rate for rate in rates if rate.date_from <= day <= rate.date_to]
    latest = max(valid, key=lambda rate: rate.date_from, default=None)
    return latest.rate if latest else None


def neutral_rate(net_taxable: Decimal, figures: Figures) -> Decimal:
    """Return the rate of the neutral grid, % (CGI 204 H III, monthly base).

    A base that equals a limit belongs to the band above it.

    :param net_taxable: EUR of the month
    :raises MissingParameter: the grid of the day is not known
    """
    limits, rates = figures.series("pas_limit"), figures.series("pas_rate")
    return rates[bisect_right(limits, net_taxable)]


def withhold(
    net_taxable: Decimal, personal: Decimal | None, figures: Figures
) -> tuple[Decimal, Decimal]:
    """Return the tax to withhold and its rate: EUR to the cent half up, and %.

    :param net_taxable: EUR to the cent; nothing is withheld under zero
    :param personal: personal rate, %, None for the neutral grid
    """
    rate = neutral_rate(net_taxable, figures) if personal is None else personal
    return cents(max(net_taxable, ZERO) * rate / HUNDRED), rate
