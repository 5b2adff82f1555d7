# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Forms of expenses: receipts, lump sums, journeys, vehicles."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.addons.caetic_members.engine import Reader

from .mileage import KINDS
from .vat import RATES

MAX_AMOUNT = Decimal(10_000)
MAX_KM = Decimal(2_000)
MAX_COUNT = Decimal(31)
MAX_POWER = 50
MAX_ROWS = 20
MAX_LABEL = 120
NAMES = ("date", "kind", "amount", "rate", "label", "in_name", "waived", "kept")
ROW = re.compile(rf"row-([0-9]{{1,2}})-({'|'.join(NAMES)})")
PHOTO = "row-{}-photo"


@dataclass(frozen=True, slots=True)
class ExpenseInput:
    """One expense as typed: amount in EUR, VAT included; rate in percent."""

    row: int
    date: date | None
    kind_id: int
    amount: Decimal
    rate: Decimal
    label: str
    in_name: bool
    waived: bool
    kept_id: int


@dataclass(frozen=True, slots=True)
class LumpInput:
    """A number of lump sums of a kind (R412)."""

    date: date | None
    kind_id: int
    count: int
    label: str
    waived: bool


@dataclass(frozen=True, slots=True)
class TripInput:
    """A journey as typed; both ways are counted in the kilometres."""

    date: date | None
    vehicle_id: int
    place_from: str
    place_to: str
    km: Decimal
    purpose: str


@dataclass(frozen=True, slots=True)
class VehicleInput:
    """A vehicle as its registration card tells it."""

    name: str
    kind: str
    power: int
    electric: bool
    plate: str
    date_from: date | None
    date_to: date | None


def rows_of(form):
    """Return the numbers of the rows of a form, in order.

    >>> rows_of({"row-3-label": "", "row-0-date": "", "row-x-label": ""})
    [0, 3]
    """
    found = {int(match[1]) for key in form if (match := ROW.fullmatch(key))}
    return sorted(found)


def parse_expenses(form, today):
    """Return ``(expenses, issues)``; rows left empty are forgotten.

    :param form: texts of the form by name
    :param today: day of the reader
    """
    reader = Reader(form)
    numbers = [number for number in rows_of(form) if _is_filled(form, number)]
    if not numbers:
        numbers = rows_of(form)[:1] or [0]
    if len(numbers) > MAX_ROWS:
        reader.refuse("rows", "too_many", limit=MAX_ROWS)
        numbers = numbers[:MAX_ROWS]
    return tuple(_parse_row(reader, number, today) for number in numbers), reader.issues


def _is_filled(form, number):
    return any(
        str(form.get(f"row-{number}-{name}") or "").strip()
        for name in ("amount", "label", "kept")
    )


def _parse_row(reader, number, today):
    start = f"row-{number}-"
    return ExpenseInput(
        row=number,
        date=_read_past_date(reader, f"{start}date", today),
        kind_id=reader.identifier(f"{start}kind", required=True),
        amount=reader.positive(f"{start}amount", MAX_AMOUNT, 2) or Decimal(0),
        rate=Decimal(reader.choice(f"{start}rate", RATES) or 0),
        label=reader.text(f"{start}label", MAX_LABEL, required=True),
        in_name=bool(reader.raw.get(f"{start}in_name")),
        waived=bool(reader.raw.get(f"{start}waived")),
        kept_id=reader.identifier(f"{start}kept"),
    )


def _read_past_date(reader, name, today):
    """Read a date neither to come nor older than three years.

    Three years: what wages and expenses can be claimed for (C. trav. L3245-1).
    """
    value = reader.date(name, required=True)
    if value and value > today:
        reader.refuse(name, "future")
    elif value and value.year < today.year - 3:
        reader.refuse(name, "too_old")
    return value


def parse_lump(form, today):
    """Return ``(LumpInput, issues)``."""
    reader = Reader(form)
    lump = LumpInput(
        date=_read_past_date(reader, "date", today),
        kind_id=reader.identifier("kind", required=True),
        count=int(reader.positive("count", MAX_COUNT, 0) or 0),
        label=reader.text("label", MAX_LABEL, required=True),
        waived=bool(form.get("waived")),
    )
    return lump, reader.issues


def parse_trip(form, today):
    """Return ``(TripInput, issues)``; a return journey counts twice."""
    reader = Reader(form)
    km = reader.positive("km", MAX_KM, 1) or Decimal(0)
    trip = TripInput(
        date=_read_past_date(reader, "date", today),
        vehicle_id=reader.identifier("vehicle", required=True),
        place_from=reader.text("place_from", MAX_LABEL, required=True),
        place_to=reader.text("place_to", MAX_LABEL, required=True),
        km=km * 2 if form.get("both_ways") else km,
        purpose=reader.text("purpose", MAX_LABEL, required=True),
    )
    return trip, reader.issues


def parse_vehicle(form):
    """Return ``(VehicleInput, issues)``."""
    reader = Reader(form)
    vehicle = VehicleInput(
        name=reader.text("name", 60, required=True),
        kind=reader.choice("kind", KINDS),
        power=int(reader.positive("power", Decimal(MAX_POWER), 0) or 0),
        electric=bool(form.get("electric")),
        plate=reader.text("plate", 15, required=True).upper(),
        date_from=reader.date("date_from", required=True),
        date_to=reader.date("date_to"),
    )
    if vehicle.date_to and vehicle.date_from and vehicle.date_to < vehicle.date_from:
        reader.refuse("date_to", "before")
    return vehicle, reader.issues
