# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A supplier's bill as an entrepreneur types it. Account and tax are never read."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stdnum.eu import vat as eu_vat
from stdnum.fr import siren as fr_siren

from odoo.addons.caetic_members.engine import Reader, cents, clean_text

ZERO = Decimal(0)
MAX_LINES = 30
MAX_AMOUNT = Decimal(1_000_000)
# A supplier rounds each line, we round their sum: they may differ by some cents.
VAT_SLACK = Decimal("0.10")
# Texts of a line; what else a request holds is not kept.
ROW = re.compile(r"line-([0-9]{1,3})-(label|kind|rate|untaxed|vat)")


@dataclass(frozen=True, slots=True)
class BillLine:
    """What was bought at one rate of VAT.

    ``rate`` in %, ``untaxed`` and ``vat`` in EUR, ``row`` its place in the form.
    """

    row: int
    label: str
    kind_id: int
    rate: Decimal
    untaxed: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class BillInput:
    """A bill typed: ``supplier_id`` is one of the own list, 0 for a new supplier.

    ``country`` is the code of a new supplier abroad, empty in France; ``vat_number``
    the number that it has in the Union, prefix included.
    """

    is_refund: bool
    supplier_id: int
    supplier_name: str
    siren: str
    date: datetime.date | None
    reference: str
    advanced: bool
    lines: tuple[BillLine, ...]
    country: str = ""
    vat_number: str = ""

    @property
    def total(self) -> Decimal:
        """EUR with VAT."""
        return sum((line.untaxed + line.vat for line in self.lines), ZERO)


def parse_bill(raw: Mapping[str, str], rates: Iterable[Decimal]):
    """Return ``(BillInput, issues)``; only the fields named here are read.

    :param raw: texts of the form
    :param rates: rates of VAT on offer, in % (CGI art. 278 to 281 nonies)
    """
    reader = Reader(raw)
    is_new = raw.get("supplier") == "new"
    country, number = _read_abroad(reader) if is_new else ("", "")
    bill = BillInput(
        is_refund=raw.get("kind") == "refund",
        supplier_id=0 if is_new else reader.identifier("supplier", required=True),
        supplier_name=reader.text("name", 128, required=True) if is_new else "",
        siren=_read_siren(reader) if is_new else "",
        date=reader.date("date", required=True),
        reference=reader.text("reference", 64, required=True),
        advanced=raw.get("paid") == "member",
        lines=_read_lines(reader, frozenset(rates)),
        country=country,
        vat_number=number,
    )
    return bill, reader.issues


def rows_of(raw: Mapping[str, str]) -> list[int]:
    """Return the sorted numbers of the lines of a form.

    >>> rows_of({"line-2-vat": "", "line-0-label": "a", "line-0-vat": "", "name": ""})
    [0, 2]
    """
    return sorted({int(match[1]) for match in map(ROW.fullmatch, raw) if match})


def expected_vat(untaxed: Decimal, rate: Decimal) -> Decimal:
    """Return the VAT of an amount, EUR rounded half up.

    >>> expected_vat(Decimal("12.35"), Decimal("5.5"))
    Decimal('0.68')
    """
    return cents(untaxed * rate / 100)


def cost_of(untaxed: Decimal, vat: Decimal, deductible: bool) -> Decimal:
    """Return what a line costs the activity, EUR (R413).

    VAT that the cooperative may not deduct stays a cost (CGI ann. II art. 206).

    >>> cost_of(Decimal(100), Decimal(20), False)
    Decimal('120')
    """
    return untaxed if deductible else untaxed + vat


def _read_abroad(reader):
    """Return country and VAT number of a supplier abroad, both empty in France."""
    country = reader.text("country", 2).upper()
    number = reader.text("vat_number", 32).replace(" ", "").replace(".", "").upper()
    if number and not eu_vat.is_valid(number):
        reader.refuse("vat_number", "vat_number")
        return country, ""
    known = "GR" if number[:2] == "EL" else number[:2]
    if country and known and known != country:
        reader.refuse("vat_number", "vat_country")
    country = country or known
    return ("", "") if country == "FR" else (country, number)


def _read_siren(reader):
    """SIREN, or a SIRET that begins with it; it may be left out, never be wrong."""
    value = reader.text("siren", 32).replace(" ", "").replace(".", "")[:14]
    if value and not (len(value) in (9, 14) and fr_siren.is_valid(value[:9])):
        reader.refuse("siren", "siren")
        return ""
    return value[:9]


def _read_lines(reader, rates):
    lines = []
    for row in rows_of(reader.raw):
        name = f"line-{row}"
        texts = (reader.raw.get(f"{name}-{key}") for key in ("label", "untaxed", "vat"))
        if any(map(clean_text, texts)):
            lines.append(_read_line(reader, row, name, rates))
    if not lines:
        reader.refuse("lines", "no_lines")
    elif len(lines) > MAX_LINES:
        reader.refuse("lines", "too_many", limit=MAX_LINES)
    return tuple(line for line in lines if line)


def _read_line(reader, row, name, rates):
    known = len(reader.issues)
    label = reader.text(f"{name}-label", 256, required=True)
    kind_id = reader.identifier(f"{name}-kind", required=True)
    rate = _read_rate(reader, f"{name}-rate", rates)
    untaxed = reader.amount(f"{name}-untaxed", MAX_AMOUNT)
    if len(reader.issues) > known:
        return None
    if not untaxed:
        reader.refuse(f"{name}-untaxed", "positive")
        return None
    vat = _read_vat(reader, f"{name}-vat", untaxed, rate)
    if vat is None:
        return None
    return BillLine(row, label, kind_id, rate, untaxed, vat)


def _read_rate(reader, name, rates):
    text = clean_text(reader.raw.get(name)).replace(",", ".")
    for rate in rates:
        if text == f"{rate.normalize():f}":
            return rate
    reader.refuse(name, "unknown" if text else "required")
    return ZERO


def _read_vat(reader, name, untaxed, rate):
    """VAT as typed, by the rate when it was left out; a cent or two may differ."""
    expected = expected_vat(untaxed, rate)
    if not clean_text(reader.raw.get(name)):
        return expected
    vat = reader.amount(name, MAX_AMOUNT)
    if vat is not None and abs(vat - expected) > VAT_SLACK:
        reader.refuse(name, "vat", expected=expected)
        return None
    return vat
