# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Notice of the end of a contract and final account (R125, R127)."""

from datetime import date
from decimal import Decimal

import pytest
from caetic_members_engine import (
    NoticeStep,
    add_working_days,
    final_balance,
    moved_since,
    mutual_end,
    notice_end,
    own_part,
)

# C. trav. L1234-1: one month after six months of presence, two after two years.
DISMISSAL = (
    NoticeStep(after_months=6, months=1),
    NoticeStep(after_months=24, months=2),
)
# C. trav. L1221-25: 24 h, 48 h after 8 days, two weeks after a month, then a month.
TRIAL = (
    NoticeStep(days=1),
    NoticeStep(after_days=8, days=2),
    NoticeStep(after_months=1, days=14),
    NoticeStep(after_months=3, months=1),
)


@pytest.mark.parametrize(
    ("start", "given", "expected"),
    [
        # Less than six months: the law leaves it to the contract or the agreement.
        (date(2026, 1, 1), date(2026, 6, 30), None),
        # Six months on 1 July: one month, from 1 July to 31 July.
        (date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 31)),
        # Two years on 1 January 2028: two months, until 29 February.
        (date(2026, 1, 1), date(2027, 12, 31), date(2028, 1, 30)),
        (date(2026, 1, 1), date(2028, 1, 1), date(2028, 2, 29)),
    ],
)
def test_notice_of_a_dismissal_l1234_1(start, given, expected):
    assert notice_end(start, given, DISMISSAL) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Seven days of presence: 24 hours.
        (date(2026, 1, 8), date(2026, 1, 9)),
        # Eight days: 48 hours.
        (date(2026, 1, 9), date(2026, 1, 11)),
        # A month: two weeks.
        (date(2026, 2, 1), date(2026, 2, 15)),
        # Three months: a month.
        (date(2026, 4, 1), date(2026, 4, 30)),
    ],
)
def test_notice_of_a_trial_l1221_25(given, expected):
    assert notice_end(date(2026, 1, 1), given, TRIAL) == expected


def test_no_step_no_notice():
    assert notice_end(date(2020, 1, 1), date(2026, 1, 1), ()) is None


def test_working_days_leave_sundays_out():
    """Friday 13 March 2026 + 2: Saturday 14, Monday 16."""
    assert add_working_days(date(2026, 3, 13), 2) == date(2026, 3, 16)
    assert add_working_days(date(2026, 3, 13), 0) == date(2026, 3, 13)


def test_mutual_termination_l1237_13():
    """Signed on Monday 2 March 2026.

    Withdrawal: 3 to 17 March (15 calendar days); sent on the 18th; approval: 15 working
    days from the 19th: 19, 20, 21, 23 to 28 (9 so far), 30, 31, 1, 2, 3, 4 April (15);
    the contract ends on Sunday 5 April at the earliest.
    """
    assert mutual_end(date(2026, 3, 2), 15, 15) == date(2026, 4, 5)


def test_own_part_is_rounded_half_up():
    assert own_part(Decimal("100.01"), Decimal(50)) == Decimal("50.01")
    assert own_part(Decimal("2115.00"), Decimal(100)) == Decimal("2115.00")


def test_moved_since():
    assert moved_since(Decimal("2115.00"), Decimal("1800.50")) == Decimal("-314.50")


def test_both_sides_of_a_final_account():
    """Studio: 2 000 - 45 = 1 955; shop: -100, overdrawn.

    Due to the person: 1 955 + 30 + 300 of parts = 2 285; to the cooperative:
    100 + 12.50 = 112.50; net 2 172.50. The 3 200 unpaid are no part of it.
    """
    result = final_balance(
        [(1, Decimal(2000)), (1, Decimal(-45)), (2, Decimal(-100))],
        unpaid=[Decimal(3200)],
        owed_to_person=[Decimal(30), Decimal(300)],
        owed_to_cooperative=[Decimal("12.50")],
    )
    assert result.available == Decimal("1855.00")
    assert result.unpaid == Decimal("3200.00")
    assert result.due_to_person == Decimal("2285.00")
    assert result.due_to_cooperative == Decimal("112.50")
    assert result.net == Decimal("2172.50")


def test_nothing_is_due_on_an_empty_account():
    result = final_balance([])
    assert (result.due_to_person, result.due_to_cooperative) == (0, 0)
