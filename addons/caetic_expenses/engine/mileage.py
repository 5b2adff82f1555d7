# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Kilometres of one's own vehicle (R410, R411; CGI ann. IV art. 6 B).

The scale is not linear: the kilometres of a vehicle add up over the calendar year, and
what a claim brings is the difference between two cumulated allowances.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import cents

ZERO = Decimal(0)
# Digits of the rates of the scale.
SCALE_DIGITS = Decimal("0.0001")
KM_DIGITS = Decimal("0.1")
HUNDRED = Decimal(100)
KINDS = ("car", "motorbike", "moped")


@dataclass(frozen=True, slots=True)
class Bracket:
    """One cell of the scale: ``km x rate + fixed`` up to a number of kilometres.

    :param power_from: least fiscal power in CV
    :param power_to: greatest fiscal power, None: no limit
    :param up_to: cumulated kilometres of the year, None: no limit
    :param rate: EUR a kilometre
    :param fixed: EUR a year
    """

    kind: str
    power_from: int
    power_to: int | None
    up_to: int | None
    rate: Decimal
    fixed: Decimal


def scale_of(brackets: Iterable[Bracket], kind: str, power: int) -> tuple:
    """Return the brackets of a vehicle, from the fewest kilometres on."""
    own = [
        one
        for one in brackets
        if one.kind == kind
        and one.power_from <= power
        and (one.power_to is None or power <= one.power_to)
    ]
    return tuple(sorted(own, key=lambda one: (one.up_to is None, one.up_to or 0)))


def allowance(scale: tuple, km: Decimal, electric: Decimal = ZERO) -> Decimal:
    """Return the allowance of a year for its cumulated kilometres, EUR to the cent.

    :param scale: brackets of the vehicle, in order
    :param km: kilometres since 1 January
    :param electric: increase in percent, 0 for other engines
    :raises LookupError: the scale says nothing of this vehicle
    """
    if not km:
        return ZERO
    bracket = next(one for one in _known(scale) if one.up_to is None or km <= one.up_to)
    amount = (km * bracket.rate + bracket.fixed) * (HUNDRED + electric) / HUNDRED
    return cents(amount)


def _known(scale):
    if not scale:
        raise LookupError("no_scale")
    return scale


def payment(
    scale: tuple, before: Decimal, km: Decimal, electric: Decimal = ZERO
) -> Decimal:
    """Return what new kilometres bring: IK(before + km) - IK(before) (R411).

    :param before: kilometres of the same vehicle already claimed this calendar year
    :param km: kilometres claimed now, of the same year
    """
    return allowance(scale, before + km, electric) - allowance(scale, before, electric)
