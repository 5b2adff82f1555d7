# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One supplier's bill for several activities: parts that add up to the cent.

A journal item belongs to one activity, at 100 % (design, section 5). A line that
several activities share is cut into as many lines.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import allocate

ZERO = Decimal(0)
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
        taken = allocate(amount, parts)
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
