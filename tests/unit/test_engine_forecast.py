# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The six months to come: flows, contribution, minimum, fees."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from caetic_members_engine.contribution import MonthBase, Scheme, Tier
from caetic_members_engine.fees import Fee
from caetic_members_engine.forecast import Flow, Rules, forecast, usual_delay

D = Decimal
TODAY = date(2026, 10, 20)
TEN = Scheme(tiers=(Tier(D(0), D(10)),))


def rules(scheme=TEN, **more):
    values = {
        "scheme": scheme,
        "months": (MonthBase(date(2026, 10, 1), D(0)),),
        "charged": D(0),
        "counted": D(0),
        "year_start": lambda day: day.replace(month=1, day=1),
        "is_last": lambda day: day.month == 12,
        "present": lambda day: 12,
        "fees_of": lambda month: (),
        "first_month": date(2026, 1, 1),
        **more,
    }
    return Rules(**values)


def sale(day, amount):
    return Flow("unpaid", "F", D(amount), day=day, base_day=day)


def test_sales_bear_the_contribution_of_their_month():
    """1 000 + 2 000 in November less 10 %, 500 in January: 100 + 2 700, + 450."""
    flows = [
        sale(date(2026, 11, 5), 1000),
        sale(date(2026, 11, 30), 2000),
        sale(date(2027, 1, 1), 500),
    ]
    months = forecast(D(100), TODAY, flows, rules())
    assert [month.month.isoformat() for month in months][::5] == [
        "2026-10-01",
        "2027-03-01",
    ]
    assert [month.end for month in months] == [100, 2800, 2800, 3250, 3250, 3250]
    assert all(
        month.start + month.received + month.spent == month.end for month in months
    )
    assert all(a.end == b.start for a, b in pairwise(months))


def test_what_was_charged_and_counted_is_not_charged_again():
    """10 000 so far: 900 posted, 100 already taken from today's money."""
    months = (
        MonthBase(date(2026, 9, 1), D(9000)),
        MonthBase(date(2026, 10, 1), D(1000)),
    )
    known = rules(months=months, charged=D(900), counted=D(100))
    one, two, *_more = forecast(D(500), TODAY, [sale(date(2026, 11, 2), 300)], known)
    assert (one.end, one.flows) == (D(500), ())
    assert two.end == D(770)


def test_tiers_go_on_until_the_year_ends():
    """11 % up to 10 000, then 5 %; the year after begins at 11 % again (R403)."""
    tiers = (Tier(D(0), D(11)), Tier(D(10000), D(5)))
    known = rules(
        Scheme(tiers=tiers),
        months=(MonthBase(date(2026, 9, 1), D(10000)),),
        charged=D(1100),
    )
    flows = [sale(date(2026, 12, 1), 1000), sale(date(2027, 1, 4), 1000)]
    months = forecast(D(0), TODAY, flows, known)
    assert [month.spent for month in months] == [0, 0, -50, -110, 0, 0]


def test_minimum_is_settled_in_december():
    """R403: minimum 480 a year, 100 charged in November: 380 in December."""
    scheme = Scheme(tiers=TEN.tiers, floor_year=D(480))
    months = forecast(D(0), TODAY, [sale(date(2026, 11, 5), 1000)], rules(scheme))
    [floor] = months[2].flows
    assert (floor.kind, floor.amount) == ("floor", D(-380))
    assert [flow.amount for month in months[3:] for flow in month.flows] == []


def test_fees_of_the_months_to_come():
    """The one of the open month is counted already; the yearly one in January."""
    fees = (Fee("Insurance", D(16)), Fee("Licence", D(60), "year"))
    months = forecast(D(0), TODAY, [], rules(fees_of=lambda month: fees))
    assert [month.spent for month in months] == [0, -16, -16, -76, -16, -16]


def test_no_fee_after_the_end():
    known = rules(
        fees_of=lambda month: (Fee("", D(16)),), activity_end=date(2026, 12, 15)
    )
    months = forecast(D(0), TODAY, [], known)
    assert [month.spent for month in months] == [0, -16, -16, 0, 0, 0]


def test_flows_before_today_move_today_and_far_ones_are_left_out():
    flows = [
        Flow("pay", "", D(-50), day=date(2026, 9, 30)),
        Flow("quote", "", D(70), day=date(2027, 4, 1)),
        Flow("unpaid", "", D(90), day=None, base_day=date(2026, 11, 1)),
    ]
    months = forecast(D(0), TODAY, flows, rules())
    # 90 is counted already: only its contribution is to come, when it is paid.
    assert [month.end for month in months[:2]] == [-50, -59]
    assert months[-1].end == -59


def test_usual_delay_is_the_middle_one():
    assert usual_delay([60, 2, 3, 4]) == 3
    assert usual_delay([-10, -2]) == 0
