# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One supplier's bill for several activities: parts that add up to the cent.

A journal item belongs to one activity, at 100 % (design, section 5). A line that
several activities share is cut into as many lines.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

ZERO = Decimal(0)
CENT = Decimal("0.01")
WHOLE = Decimal(100)


class SplitError(Exception):
    """A split that is refused, by its code: ``not_whole``, ``twice``, ``no_share``.

    :param line: line concerned, None for the shares of the whole bill
    """

    def __init__(self, code: str, line: Hashable = None):
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Share:
    """Part in % of a line, or of the lines that no share names, for an activity."""

    activity_id: int
    percentage: Decimal
    line: Hashable = None


def cut(total: Decimal, weights: Mapping[Hashable, Decimal]) -> dict:
    """Cut an amount in cents by largest remainder: the parts add up exactly.

    >>> cut(Decimal("10.00"), {"a": Decimal(50), "b": Decimal(30), "c": Decimal(20)})
    {'a': Decimal('5.00'), 'b': Decimal('3.00'), 'c': Decimal('2.00')}
    >>> cut(Decimal("-0.01"), {"a": Decimal(50), "b": Decimal(50)})
    {'a': Decimal('-0.01'), 'b': Decimal('0.00')}

    :param total: EUR to the cent, negative for a credit note
    :param weights: positive weights, at least one
    :returns: EUR by key, in the order given; ties go to the first keys
    """
    whole = sum(weights.values(), ZERO)
    exact = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: part.quantize(CENT, ROUND_DOWN) + ZERO for key, part in exact.items()}
    missing = total - sum(parts.values(), ZERO)
    step = CENT.copy_sign(missing)
    order = sorted(exact, key=lambda key: abs(parts[key]) - abs(exact[key]))
    for key in order[: int(abs(missing) / CENT)]:
        parts[key] += step
    return parts


def split(
    lines: Mapping[Hashable, Decimal], shares: Iterable[Share]
) -> dict[Hashable, dict[int, Decimal]]:
    """Return what each activity takes of each line, EUR.

    :param lines: amount of each line, EUR to the cent
    :param shares: those that name a line are for it alone; the others are for all the
        lines left
    :returns: ``{line: {activity_id: amount}}``; parts of nothing are left out, so that
        no empty line is made, but for a line of nothing
    :raises SplitError: ``twice`` (an activity twice on a line), ``not_whole`` (the
        percentages do not add up to 100), ``no_share`` (nobody for a line)
    """
    by_line = _gather(shares)
    result = {}
    for line, amount in lines.items():
        parts = by_line.get(line) or by_line.get(None)
        if not parts:
            raise SplitError("no_share", line)
        taken = cut(amount, parts)
        kept = {key: part for key, part in taken.items() if part}
        result[line] = kept or dict([next(iter(taken.items()))])
    return result


def _gather(shares):
    """Return ``{line: {activity_id: percentage}}``, each of them whole."""
    by_line = {}
    for share in shares:
        parts = by_line.setdefault(share.line, {})
        if share.activity_id in parts:
            raise SplitError("twice", share.line)
        parts[share.activity_id] = share.percentage
    for line, parts in by_line.items():
        if sum(parts.values(), ZERO) != WHOLE or min(parts.values()) <= 0:
            raise SplitError("not_whole", line)
    return by_line
