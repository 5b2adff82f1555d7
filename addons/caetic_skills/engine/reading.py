# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a person types in a profile: values, or a code of what is wrong."""

import re
from decimal import Decimal, InvalidOperation

LONGEST_LINK = 500
MOST_DAYS = 31
MOST_RATE = Decimal(10000)
# What no text of a person holds: control characters but the end of a line.
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
CENT = Decimal("0.01")
SPACES = re.compile(r"[\s\u00a0\u202f\x00-\x1f\x7f]")
# Scheme, names separated by dots, port, then no space, quote or bracket.
WEB = re.compile(
    r"https?://([\w]([\w-]{0,61}[\w])?\.)+[^\W\d_]{2,63}(:\d{1,5})?([/?#][^\s\"'<>\\]*)?",
    re.IGNORECASE,
)


def read_text(value) -> str:
    """Return a text as it is kept: no control character, no outer space.

    >>> read_text(" un \\x00 mot ")
    'un  mot'
    """
    text = str(value or "").replace("\r\n", "\n")
    return CONTROL.sub("", text).strip()


def read_link(text: str) -> tuple[str, str]:
    """Return ``(address, issue)``; only web addresses are links.

    An address typed without its scheme is taken as https. The issue is ``link`` or
    ``too_long``.

    >>> read_link("studio-garrigue.example/livre")
    ('https://studio-garrigue.example/livre', '')
    >>> read_link("javascript:alert(1)")
    ('', 'link')
    """
    text = text.strip()
    if not text:
        return "", ""
    if len(text) > LONGEST_LINK:
        return "", "too_long"
    address = text if "://" in text else f"https://{text}"
    return (address, "") if WEB.fullmatch(address) else ("", "link")


def read_days(text: str) -> tuple[int, str]:
    """Return ``(days a month, issue)``; the issue is ``days``.

    >>> read_days("32")
    (0, 'days')
    """
    text = text.strip()
    if not text:
        return 0, ""
    if not (text.isascii() and text.isdecimal()) or len(text) > 2:
        return 0, "days"
    days = int(text)
    return (days, "") if days <= MOST_DAYS else (0, "days")


def _read_rate(text: str) -> Decimal | None:
    """Return EUR a day, to the cent at most; None when it is no price."""
    plain = SPACES.sub("", text).replace("€", "").replace(",", ".")
    if not plain:
        return Decimal(0)
    try:
        rate = Decimal(plain)
    except InvalidOperation:
        return None
    is_price = rate.is_finite() and 0 <= rate <= MOST_RATE
    return rate if is_price and rate == rate.quantize(CENT) else None


def read_rates(low: str, high: str) -> tuple[Decimal, Decimal, dict[str, str]]:
    """Return ``(from, up to, issues)`` of a price band, EUR a day before tax.

    Zero means that the person does not say. Issues by field: ``rate`` or ``band`` (it
    starts above its end).

    >>> read_rates("300", "")
    (Decimal('300'), Decimal('0'), {})
    >>> read_rates("500", "300")[2]
    {'rate_max': 'band'}
    """
    rates = {"rate_min": _read_rate(low), "rate_max": _read_rate(high)}
    issues = {name: "rate" for name, rate in rates.items() if rate is None}
    start, end = (rate or Decimal(0) for rate in rates.values())
    if not issues and end and start > end:
        issues["rate_max"] = "band"
    return start, end, issues
