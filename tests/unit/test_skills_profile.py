# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A profile: when it is useful, what comes next, what may be typed in it."""

from decimal import Decimal

import pytest
from caetic_skills_engine import (
    ProfileFacts,
    completeness,
    is_useful,
    next_step,
    read_days,
    read_link,
    read_rates,
    read_text,
)

WHOLE = ProfileFacts(
    trades=2,
    skills=8,
    availability=True,
    headline=True,
    presentation=True,
    proofs=1,
    items=1,
)


@pytest.mark.parametrize(
    ("trades", "skills", "useful"),
    [(0, 0, False), (1, 2, False), (0, 9, False), (1, 3, True), (4, 12, True)],
)
def test_a_trade_and_three_skills_are_useful(trades, skills, useful):
    assert is_useful(ProfileFacts(trades=trades, skills=skills)) is useful


def test_the_whole_is_a_hundred_and_nothing_is_zero():
    assert completeness(ProfileFacts()) == 0
    assert completeness(WHOLE) == 100


def test_each_skill_counts_up_to_three():
    """20 for a trade, 10 for each of the first three skills."""
    told = [completeness(ProfileFacts(trades=1, skills=n)) for n in range(5)]
    assert told == [20, 30, 40, 50, 50]


def test_the_steps_come_one_after_the_other():
    assert next_step(ProfileFacts()) == "trades"
    assert next_step(ProfileFacts(trades=1)) == "skills"
    assert next_step(ProfileFacts(trades=1, skills=3)) == "availability"
    found = ProfileFacts(trades=1, skills=3, availability=True)
    assert next_step(found) == "headline"
    assert next_step(WHOLE) == ""


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.com/%0aalert(1)",
        "data:text/html,<script>",
        "ftp://example.com",
        "file:///etc/passwd",
        "http://localhost/",
        "http://127.0.0.1/",
        "https://user:word@example.com/",
        'https://example.com/"onmouseover="x',
        "https://example.com/a b",
        "https://example.com/\nx",
        "https://exa_mple",
        "//example.com",
    ],
)
def test_only_web_addresses_are_links(text):
    assert read_link(text) == ("", "link")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.com", "https://example.com"),
        ("HTTP://Example.com/A?b=c#d", "HTTP://Example.com/A?b=c#d"),
        ("www.example.com/livre", "https://www.example.com/livre"),
        ("https://vignoble-été.example:8443/", "https://vignoble-été.example:8443/"),
        ("  ", ""),
    ],
)
def test_addresses_are_kept_as_typed(text, address):
    assert read_link(text) == (address, "")


def test_an_endless_address_is_refused():
    assert read_link("https://example.com/" + "a" * 500) == ("", "too_long")


@pytest.mark.parametrize(
    ("text", "days"),
    [("", (0, "")), ("5", (5, "")), ("31", (31, "")), ("32", (0, "days"))]
    + [(one, (0, "days")) for one in ("-1", "2.5", "²", "٣", "abc", "1e1")],
)
def test_days_of_a_month(text, days):
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        ("300", "450,50", (Decimal(300), Decimal("450.50"), {})),
        ("1 200 €", "", (Decimal(1200), Decimal(0), {})),
        ("", "", (Decimal(0), Decimal(0), {})),
        ("500", "300", (Decimal(500), Decimal(300), {"rate_max": "band"})),
    ],
)
def test_price_bands(low, high, told):
    assert read_rates(low, high) == told


@pytest.mark.parametrize(
    "text", ["abc", "-3", "NaN", "Infinity", "1e9", "0,005", "10001"]
)
def test_what_is_no_price(text):
    assert read_rates(text, "")[2] == {"rate_min": "rate"}


def test_texts_keep_their_lines_and_lose_what_no_screen_shows():
    assert read_text(" Bonjour\r\nà tous\x00\t\ud800 ") == "Bonjour\nà tous"
