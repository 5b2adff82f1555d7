# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a visitor may send: by hand, rarely, and not to advertise."""

import re
from decimal import Decimal, InvalidOperation

# Nobody reads a page and writes to somebody in less.
MIN_SECONDS = 3
MAX_BODY = 3000
MIN_BODY = 10
MAX_LINKS = 2
CENT, MOST_BUDGET = Decimal("0.01"), Decimal(10_000_000)
SPACES = re.compile(r"[\s\u00a0\u202f\u20ac]")
LINK = re.compile(r"https?://|\bwww\.|\[url|<a\b", re.IGNORECASE)


def count_links(text):
    """Return how many links a text holds.

    >>> count_links("voir www.example.com et https://example.org")
    2
    """
    return len(LINK.findall(text or ""))


def check_body(text):
    """Return what is wrong with a message: a code, or None.

    :returns: ``required``, ``short``, ``long``, ``links`` or None
    """
    text = (text or "").strip()
    if not text:
        return "required"
    if len(text) < MIN_BODY:
        return "short"
    if len(text) > MAX_BODY:
        return "long"
    return "links" if count_links(text) > MAX_LINKS else None


def too_often(by_sender, to_person, sender_limit, person_limit):
    """Tell whether one more message is one too many.

    :param int by_sender: messages of the last hour from the same address of the net
    :param int to_person: messages of the last day to the same person
    """
    return by_sender >= sender_limit or to_person >= person_limit


def read_budget(text):
    """Return ``(EUR before tax, issue)``; the issue is ``budget`` or None.

    >>> read_budget("2 500,50")
    (Decimal('2500.50'), None)
    """
    figures = SPACES.sub("", text or "").replace(",", ".")
    if not figures:
        return Decimal(0), None
    try:
        amount = Decimal(figures)
    except InvalidOperation:
        return Decimal(0), "budget"
    right = amount.is_finite() and 0 <= amount <= MOST_BUDGET
    return (amount.quantize(CENT), None) if right else (Decimal(0), "budget")
