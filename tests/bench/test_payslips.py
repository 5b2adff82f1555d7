# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A month of payslips on our board, against plain OCA payroll and bare entries.

Printed payslips are left out. Plain payroll computes payslips of as many lines and
bare entries have the same items: what is compared is the same work.
"""

import pytest
from bench_world import MONTHS, PAYSLIPS

BOUND = 2
# A month of five thousand payslips against one of a hundred; the seconds of a few
# payslips on a machine that does something else tell less.
GROWTH = 1.2 if MONTHS["many"] >= 1000 else 1.5
# Sizes of what is paid at once: the last one is more than a batch of the board.
SIZES = (10, 20, 60)
# Months, of eleven: no two measures pay the same one.
FIRST, COMPARED, SMALL, BIG, LAST = 1, (2, 3), (4, 5, 7, 8), 6, 11


@pytest.fixture(scope="module")
def early(payroll, inside):
    """What batches ask of the database before any payslip."""
    return count(inside, payroll, FIRST)


@pytest.fixture(scope="module")
def rounds(payroll, inside, early, figures):
    found = inside(payroll, "payslips.compare", PAYSLIPS, COMPARED)
    ours, plain = (sum(one[way]["seconds"] for one in found) for way in found[0])
    figures["payslips"] = {
        "payslips": PAYSLIPS,
        "rounds": len(found),
        "ours_ms": per_payslip(ours, PAYSLIPS * len(found)),
        "plain_ms": per_payslip(plain, PAYSLIPS * len(found)),
        "ratio": round(ours / plain, 2),
        "bound": BOUND,
        "queries": {way: found[0][way]["queries"] for way in found[0]},
    }
    return found


@pytest.fixture(scope="module")
def sizes(payroll, inside, rounds, figures):
    """Small months before and after a big one, in one process."""
    half = len(SMALL) // 2
    turns = [(month, MONTHS["few"]) for month in SMALL]
    turns.insert(half, (BIG, MONTHS["many"]))
    found = inside(payroll, "payslips.measure_all", turns)
    many = found.pop(half)
    few_ms = per_payslip(sum(one["seconds"] for one in found), 4 * MONTHS["few"])
    many_ms = per_payslip(many["seconds"], MONTHS["many"])
    figures["payslips_growth"] = {
        "payslips": MONTHS,
        "few_ms": few_ms,
        "many_ms": many_ms,
        "ratio": round(many_ms / few_ms, 2),
        "bound": GROWTH,
    }
    assert many["posted"] == MONTHS["many"]
    assert {one["posted"] for one in found} == {MONTHS["few"]}
    return figures["payslips_growth"]


@pytest.fixture(scope="module")
def late(payroll, inside, early, sizes, figures):
    """The same batches after all the other months."""
    found = count(inside, payroll, LAST)
    figures["payslips_queries"] = {"early": early, "late": found}
    return found


def count(inside, database, month):
    found = inside(database, "payslips.measure_all", [(month, size) for size in SIZES])
    assert [one["posted"] for one in found] == list(SIZES)
    return {size: one["queries"] for size, one in zip(SIZES, found, strict=True)}


def per_payslip(seconds, number):
    return round(1000 * seconds / number, 2)


def test_both_did_the_same_work(rounds):
    for one in rounds:
        ours, plain = one["ours"], one["plain"]
        assert ours["slips"] == ours["posted"] == PAYSLIPS
        for name in ("slips", "posted", "lines", "items"):
            assert plain[name] == ours[name], name
        # A payslip of contributions has about thirty lines, its entry six items.
        assert ours["lines"] > 25 * PAYSLIPS
        assert ours["items"] > 6 * PAYSLIPS


def test_at_most_twice_plain_payroll_and_bare_entries(rounds, figures):
    assert figures["payslips"]["ratio"] <= BOUND, figures["payslips"]


def test_a_payslip_of_a_big_month_costs_no_more(sizes):
    assert sizes["ratio"] <= GROWTH, sizes


def test_queries_do_not_grow_with_the_payslips_there(early, late):
    for size in SIZES:
        # Odoo looks up the numbers of the year's first entries in one query more or
        # less.
        assert late[size] <= early[size] + 5


def test_queries_grow_no_faster_than_the_batch(late):
    shares = [late[size] / size for size in SIZES]
    assert shares == sorted(shares, reverse=True)


def test_lists_of_a_payslip_are_found_by_an_index(payroll, inside):
    """Hundreds of thousands of lines are not read to find those of one payslip."""
    assert inside(payroll, "payslips.find_slow_lists") == []
