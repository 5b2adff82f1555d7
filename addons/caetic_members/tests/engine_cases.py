# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Table cases of the engine: one CSV a function, read with and without Odoo.

Amounts are exact text. ``key:value`` pairs are separated by semicolons; an empty cell
takes the default of the engine.
"""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
TABLES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def read(table):
    """Return the rows of a table, each a dict with its ``case`` and arithmetic."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check(engine, table, row):
    """Return ``(computed, expected)`` of a row, two texts to compare."""
    computed = RUNNERS[table](engine, row)
    return computed, tuple(row[f"={name}"] for name in _outputs(row))


def _outputs(row):
    return [name[1:] for name in row if name.startswith("=")]


# -- cells ----------------------------------------------------------------------------


def _number(text, default="0"):
    return Decimal(text or default)


def _pairs(text):
    return [pair.split(":") for pair in text.split(";") if pair]


def _day(text):
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01") if text else None


def _text(shares):
    return ";".join(f"{key}:{amount:.2f}" for key, amount in shares.items())


def _weights(text):
    return {key: Decimal(amount) for key, amount in _pairs(text)}


# -- functions ------------------------------------------------------------------------


def _scheme(engine, row):
    return engine.Scheme(
        tiers=tuple(
            engine.Tier(Decimal(start), Decimal(rate))
            for start, rate in _pairs(row["tiers"])
        ),
        method=row.get("method") or "marginal",
        floor_year=_number(row.get("floor_year")),
        cap_year=_number(row["cap_year"]) if row.get("cap_year") else None,
        exempt_months=int(row.get("exempt_months") or 0),
    )


def _other_scheme(engine, row):
    """The scheme of the months marked ``other``: before a contract, say."""
    names = ("tiers", "method", "floor_year", "exempt_months")
    return _scheme(engine, {"cap_year": "", **{n: row[f"other_{n}"] for n in names}})


def contribution(engine, row):
    other = _other_scheme(engine, row) if row["other_present"] else None
    result = engine.contribution_due(
        _scheme(engine, row),
        [
            engine.MonthBase(_day(month), Decimal(base), other if mark else None)
            for month, base, *mark in _pairs(row["months"])
        ],
        charged=_number(row["charged"]),
        exemptions=[
            engine.Exemption(_day(start), _day(end), "decision", *scope)
            for start, end, *scope in _pairs(row["exemptions"])
        ],
        present_under={other: int(row["other_present"])} if other else None,
        activity_start=_day(row["activity_start"]),
        settle_floor=bool(row["settle_floor"]),
        months_present=int(row["months_present"] or 12),
    )
    lines = ";".join(f"{line.code}:{line.amount:.2f}" for line in result.lines)
    return f"{result.amount:.2f}", lines


def statement(engine, row):
    names = ("opening", "sale", "cost", "transfer", "contribution", "pay", "provision")
    terms = engine.Terms(**{name: _number(row[name]) for name in names})
    due = engine.contribution_due(
        _scheme(engine, row),
        [engine.MonthBase(date(2026, 6, 1), _number(row["base"]))],
        charged=-terms.contribution,
    )
    fees = engine.FeeDue((date(2026, 6, 1),), _number(row["fees"]))
    result = engine.statement(
        terms, due, fees, _number(row["reserve_floor"]), _number(row["pending"])
    )
    return f"{result.available:.2f}", f"{result.payable:.2f}"


def base(engine, row):
    amount = engine.base_amount(
        row["kind"],
        transfers_in_base=bool(row["transfers_in_base"]),
        **{
            name: _number(row[name])
            for name in (
                "invoiced",
                "settled",
                "transfers_in",
                "transfers_out",
                "margin_costs",
            )
        },
    )
    return (f"{amount:.2f}",)


def fees(engine, row):
    fees = [
        engine.Fee(name, Decimal(amount), period)
        for name, amount, period in _pairs(row["fees"])
    ]
    exempt = [_day(month) for month in row["exempt"].split(";") if month]
    due = engine.fees_due(
        lambda month: [] if month in exempt else fees,
        _day(row["first_month"]),
        _day(row["last_posted_month"]),
        _day(row["on_date"]),
        _day(row["charged_end"]),
        int(row["year_month"] or 1),
    )
    months = ";".join(month.isoformat()[:7] for month in due.months)
    lines = ";".join(
        f"{line.month:%m}:{line.name}:{line.amount:.2f}" for line in due.lines
    )
    return months, f"{due.amount:.2f}", lines if len(due.lines) < 6 else ""


def allocate(engine, row):
    return (_text(engine.allocate(_number(row["total"]), _weights(row["weights"]))),)


def settle(engine, row):
    shares = engine.settle(
        _weights(row["amounts"]), _number(row["total"]), _number(row["paid"])
    )
    return (_text(shares),)


def policy(engine, row):
    names = ("full", "settled", "full_out", "settled_out")
    amounts = engine.Amounts(**{name: _number(row[name]) for name in names})
    return (f"{engine.policy_amount(row['policy'], row['term'], amounts):.2f}",)


def term(engine, row):
    product = bool(row["is_product"])
    return (
        engine.item_term(row["entry"], account_code=row["account"], is_product=product),
    )


def unpaid(engine, row):
    return (str(int(engine.is_on_unpaid(row["term"], row["account"]))),)


RUNNERS = {
    runner.__name__: runner
    for runner in (
        contribution,
        statement,
        base,
        fees,
        allocate,
        settle,
        policy,
        term,
        unpaid,
    )
}
