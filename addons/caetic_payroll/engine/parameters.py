# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Figures of the law in force on a day: dated rows, each with its source (R001)."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from .errors import MissingParameter, OverlappingParameter, PayrollError

ENDED = "none"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure, in force from a day on, until the next row of the same code.

    :param code: name of the figure, for instance ``smic_hour``
    :param date_from: first day in force
    :param value: number in ``unit``
    :param unit: percent, eur, hour, coefficient, multiple, count, month, ctp...;
        ``none`` says that the figure ends that day, whatever the value
    :param source: text of law or publication that states it
    """

    code: str
    date_from: date
    value: Decimal
    unit: str
    source: str = ""


class Figures(Mapping):
    """Figures in force on one day: code -> Decimal, in the unit of its row.

    Reading a code that has not begun or has ended raises ``MissingParameter``;
    ``code in figures`` and ``figures.get(code)`` tell whether it exists. Immutable;
    two sets of figures are equal when they are the same object.
    """

    __slots__ = ("_ended", "_series", "_values", "date")

    def __init__(self, day: date, values: Mapping[str, Decimal], ended=()):
        self.date = day
        self._values = dict(values)
        self._ended = frozenset(ended)
        self._series: dict[str, tuple[Decimal, ...]] = {}

    def __getitem__(self, code):
        try:
            return self._values[code]
        except KeyError:
            raise MissingParameter(code, self.date) from None

    def get(self, code, default=None):
        """Return the figure, or the default when it is not in force."""
        return self._values.get(code, default)

    def stated(self, code: str) -> Decimal | None:
        """Return the figure, or None when a row says that it has ended.

        :raises MissingParameter: no row says anything on that day
        """
        return None if code in self._ended else self[code]

    def __contains__(self, code):
        return code in self._values

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __eq__(self, other):
        return self is other

    def __hash__(self):
        return id(self)

    def series(self, prefix: str) -> tuple[Decimal, ...]:
        """Return the figures ``prefix_1``, ``prefix_2``... by number.

        :raises MissingParameter: not even ``prefix_1`` is in force
        """
        if prefix not in self._series:
            values = [self[f"{prefix}_1"]]
            while (code := f"{prefix}_{len(values) + 1}") in self._values:
                values.append(self._values[code])
            self._series[prefix] = tuple(values)
        return self._series[prefix]


class Parameters:
    """Every known row; the figures of a day come from ``at``.

    :param rows: any order
    :raises OverlappingParameter: two rows of one code begin on the same day
    """

    def __init__(self, rows: Iterable[Parameter]):
        self._rows: dict[str, list[Parameter]] = {}
        self._figures: dict[date, Figures] = {}
        for row in sorted(rows, key=lambda row: (row.code, row.date_from)):
            known = self._rows.setdefault(row.code, [])
            if known and known[-1].date_from == row.date_from:
                raise OverlappingParameter(row.code, row.date_from)
            known.append(row)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping]) -> "Parameters":
        """Build from mappings that hold code, date_from, value, unit and source.

        :raises OverlappingParameter: two rows of one code begin on the same day
        """
        names = ("code", "date_from", "value", "unit", "source")
        return cls(Parameter(*(row[name] for name in names)) for row in rows)

    def at(self, day: date) -> Figures:
        """Return the figures in force on a day, always the same object for a day."""
        if day not in self._figures:
            rows = {code: self._last(code, day) for code in self._rows}
            known = {code: row for code, row in rows.items() if row}
            ended = [code for code, row in known.items() if row.unit == ENDED]
            values = {code: row.value for code, row in known.items()}
            for code in ended:
                del values[code]
            self._figures[day] = Figures(day, values, ended)
        return self._figures[day]

    def row(self, code: str, day: date) -> Parameter | None:
        """Return the row in force on a day, None when there is none or it has ended."""
        row = self._last(code, day)
        return None if row is None or row.unit == ENDED else row

    def _last(self, code, day):
        rows = self._rows.get(code, [])
        place = bisect_right(rows, day, key=lambda row: row.date_from)
        return rows[place - 1] if place else None

    def history(self, code: str) -> tuple[Parameter, ...]:
        """Return the rows of a code by date.

        :raises MissingParameter: no row bears the code, on no day
        """
        if code not in self._rows:
            raise MissingParameter(code, None)
        return tuple(self._rows[code])

    def known_through(self, code: str) -> date | None:
        """Return the last day for which a figure is stated, None when it has no end.

        A figure that was stated on 1 January of two successive years is revised by
        law every year: it is known until 31 December of the last year that has a row.
        Another one, or one that has ended, holds until somebody adds a row.

        :raises MissingParameter: no row bears the code, on no day
        """
        rows = self.history(code)
        starts = {row.date_from for row in rows}
        yearly = any(_is_new_year(day) and _next_year(day) in starts for day in starts)
        if not yearly or rows[-1].unit == ENDED:
            return None
        return _next_year(rows[-1].date_from) - date.resolution

    def missing(self, year: int) -> tuple[str, ...]:
        """Return the codes that still lack a row for a year, in alphabetical order.

        Those are the figures revised by law that nobody has stated for that year
        (see ``known_through``), and those that begin after it.
        """
        first = date(year, 1, 1)
        last = _next_year(first) - date.resolution
        return tuple(code for code in self._rows if self._lacks(code, first, last))

    def _lacks(self, code, first, last):
        rows = self._rows[code]
        if rows[0].date_from > last:
            return True
        if any(first <= row.date_from <= last for row in rows):
            return False
        until = self.known_through(code)
        return until is not None and bool(self.row(code, last))


def _is_new_year(day):
    return (day.month, day.day) == (1, 1)


def _next_year(day):
    return day.replace(year=day.year + 1, month=1, day=1)


def read_csv(text: str) -> Parameters:
    """Read the table of figures.

    :param text: CSV with the columns ``id,code,date_from,value,unit,source``
    :raises PayrollError: ``bad_parameter`` with the line and what it holds, for a
        date or a number that is none
    :raises OverlappingParameter: two rows of one code begin on the same day
    """
    return Parameters(_rows(csv.DictReader(text.splitlines())))


def _rows(table):
    for number, cells in enumerate(table, 2):
        try:
            value = Decimal(cells["value"] or 0)
            day = date.fromisoformat(cells["date_from"])
        except (InvalidOperation, ValueError, KeyError, TypeError):
            raise PayrollError("bad_parameter", line=number, row=cells) from None
        yield Parameter(cells["code"], day, value, cells["unit"], cells["source"])
