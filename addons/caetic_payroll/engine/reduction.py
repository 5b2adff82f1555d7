# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""General reduction of employer contributions (CSS L241-13, D241-7; R513 to R520)."""

from decimal import ROUND_HALF_UP, Decimal

from .money import ZERO
from .parameters import Figures

ONE = Decimal(1)
# SMIC of hours that do not end is cut at the millionth or further, twelve times in a
# year: amounts that the law calls equal must compare equal whatever that cut.
EXACT = Decimal("1E-4")


class Formula:
    """Coefficient from the SMIC of the hours paid and the pay of the same months.

    :param figures: the formula of the day is the one whose figures are in force:
        ``rgdu_*`` (R514) or ``general_*`` (until 31/12/2025)
    :param large: the employer pays the housing contribution of large ones
    """

    __slots__ = ("_delta", "_minimum", "_multiple", "_shape", "maximum", "places")

    def __init__(self, figures: Figures, large: bool):
        size = "ge50" if large else "lt50"
        self.places = ONE.scaleb(-int(figures["reduction_decimals"]))
        if figures.stated("rgdu_tmin") is not None:
            self._minimum = figures["rgdu_tmin"]
            self._delta = figures[f"rgdu_tdelta_{size}"]
            self._multiple = figures["rgdu_smic_multiple"]
            self._shape = (figures["rgdu_factor"], figures["rgdu_exponent"])
        else:
            self._minimum = ZERO
            self._delta = figures[f"general_t_{size}"]
            self._multiple = figures["general_smic_multiple"]
            self._shape = (ONE / figures["general_divisor"], ONE)
        self.maximum = self._minimum + self._delta

    def coefficient(self, smic: Decimal, pay: Decimal) -> Decimal:
        """Return the coefficient, rounded half up to the decimals of the law.

        It is zero from the multiple of the SMIC on, and never above its maximum. It
        rises with ``smic / pay``, and so does what it gives before rounding.

        :param smic: EUR, SMIC of the hours paid in the months counted
        :param pay: EUR, base of contributions of the same months
        """
        limit = self._multiple * smic
        if pay <= ZERO or pay.quantize(EXACT) >= limit.quantize(EXACT):
            return ZERO
        factor, exponent = self._shape
        ratio = factor * (limit / pay - ONE)
        if ratio >= ONE:
            return self.maximum
        part = ratio if exponent == ONE else _power(ratio, exponent)
        exact = self._minimum + self._delta * part
        return min(exact.quantize(self.places, ROUND_HALF_UP), self.maximum)


def _power(ratio, exponent):
    """Raise to an exponent; square roots, when they do, are much faster than logs."""
    numerator, denominator = exponent.as_integer_ratio()
    if denominator & (denominator - 1):
        return ratio**exponent
    result = ratio**numerator
    while denominator > 1:
        result, denominator = result.sqrt(), denominator >> 1
    return result
