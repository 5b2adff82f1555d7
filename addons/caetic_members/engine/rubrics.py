# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Tables whose rows are lists of accounts and sums of other rows (R430, R431)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .errors import EngineError

ZERO = Decimal(0)
_PREFIX = re.compile(r"-?[0-9]{1,8}")
_TERM = re.compile(r"\s*([+-]?)\s*([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Prefixes:
    """Accounts by the first figures of their code, some of them left out."""

    included: tuple[str, ...]
    excluded: tuple[str, ...] = ()

    def match(self, code: str) -> bool:
        """Tell whether an account is in; what is left out wins."""
        return code.startswith(self.included) and not (
            self.excluded and code.startswith(self.excluded)
        )


@dataclass(frozen=True, slots=True)
class Rubric:
    """A row of a table: accounts, or a sum of rows above; a heading has neither.

    :param code: name of the row in formulas
    :param prefixes: accounts that it adds up
    :param formula: ``((sign, code), ...)``, rows above that it adds up
    :param sign: 1 where a debit is positive, -1 where a credit is
    """

    code: str
    prefixes: Prefixes | None = None
    formula: tuple[tuple[int, str], ...] = ()
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Amounts of a table, EUR, a tuple of one for each column.

    :param rows: ``{code: amounts}``
    :param unassigned: of the accounts that no row names, debits positive
    """

    rows: Mapping[str, tuple[Decimal, ...]]
    unassigned: tuple[Decimal, ...]


def parse_prefixes(text: str) -> Prefixes:
    """Read a list of accounts.

    >>> parse_prefixes("42,-421, 43")
    Prefixes(included=('42', '43'), excluded=('421',))

    :raises EngineError: ``bad_prefix`` with the ``word``; ``no_prefix`` where nothing
        is included; ``useless_exclusion`` for an account that was not in
    """
    words = [word.strip() for word in (text or "").split(",") if word.strip()]
    for word in words:
        if not _PREFIX.fullmatch(word):
            raise EngineError("bad_prefix", word=word)
    included = tuple(word for word in words if word[0] != "-")
    excluded = tuple(word[1:] for word in words if word[0] == "-")
    if not included:
        raise EngineError("no_prefix")
    for word in excluded:
        if not word.startswith(included):
            raise EngineError("useless_exclusion", word=word)
    return Prefixes(included, excluded)


def parse_formula(text: str) -> tuple[tuple[int, str], ...]:
    """Read a sum of rows.

    >>> parse_formula("bank + taxes - due")
    ((1, 'bank'), (1, 'taxes'), (-1, 'due'))

    :raises EngineError: ``bad_formula`` with the ``rest`` that was not understood
    """
    text, place, terms = (text or "").strip(), 0, []
    while place < len(text) or not terms:
        found = _TERM.match(text, place)
        if not found or (terms and not found[1]):
            raise EngineError("bad_formula", rest=text[place:])
        terms.append((-1 if found[1] == "-" else 1, found[2]))
        place = found.end()
    return tuple(terms)


def check_rubrics(rubrics: Iterable[Rubric]) -> None:
    """Refuse a table that cannot be added up.

    :raises EngineError: ``twice`` for two rows of one code; ``unknown_row`` for a
        formula that names no row above it
    """
    known: set[str] = set()
    for one in rubrics:
        if one.code in known:
            raise EngineError("twice", rubric=one.code)
        for _sign, code in one.formula:
            if code not in known:
                raise EngineError("unknown_row", rubric=one.code, row=code)
        known.add(one.code)


def fill_table(
    rubrics: Sequence[Rubric], columns: Sequence[Mapping[str, Decimal]]
) -> Table:
    """Add up the rows of a table.

    :param rubrics: in order, each formula below what it names
    :param columns: ``{account code: EUR}``, debits positive
    :raises EngineError: as ``check_rubrics``
    """
    check_rubrics(rubrics)
    rows: dict[str, tuple[Decimal, ...]] = {}
    for one in rubrics:
        if one.prefixes:
            rows[one.code] = tuple(one.sign * _sum(one, column) for column in columns)
        elif one.formula:
            rows[one.code] = tuple(
                sum((sign * rows[code][place] for sign, code in one.formula), ZERO)
                for place in range(len(columns))
            )
        else:
            rows[one.code] = (ZERO,) * len(columns)
    return Table(rows, tuple(_rest(rubrics, column) for column in columns))


def drop_empty(rows: Sequence[Mapping], is_filled) -> list[Mapping]:
    """Leave out rows that hold nothing, and headings without rows below; to be read.

    :param rows: with a ``kind``: ``accounts``, ``total`` or ``heading``; the last one,
        which concludes, always stays
    :param is_filled: tells whether a row holds something
    """
    kept: list[Mapping] = []
    for row in reversed(rows):
        if row["kind"] == "heading":
            stays = bool(kept) and kept[-1]["kind"] == "accounts"
        else:
            stays = not kept or is_filled(row)
        if stays:
            kept.append(row)
    return kept[::-1]


def _sum(rubric, column):
    return sum(
        (amount for code, amount in column.items() if rubric.prefixes.match(code)), ZERO
    )


def _rest(rubrics, column):
    lists = [one.prefixes for one in rubrics if one.prefixes]
    return sum(
        (
            amount
            for code, amount in column.items()
            if not any(prefixes.match(code) for prefixes in lists)
        ),
        ZERO,
    )
