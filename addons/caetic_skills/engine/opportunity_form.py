# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What somebody types about a need: plain values, or a code of what is wrong."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from odoo.addons.caetic_members.engine import CONTROL, EMAIL

TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
NUMBER = re.compile(r"[0-9]{1,8}(?:[.,][0-9]{1,2})?")
SPACES = re.compile(r"[\s\u00a0\u202f€]")
PHONE = re.compile(r"\+?[0-9 .()/-]{6,24}")
MODES = ("both", "onsite", "remote")
LONGEST = {
    "name": 120,
    "contact_name": 120,
    "contact_email": 254,
    "contact_phone": 25,
    "description": 4000,
    "town": 80,
    "zip": 10,
}
MOST_DAYS = Decimal(400)
MOST_BUDGET = Decimal(10_000_000)
MULTILINE = ("description",)
FIELDS = (
    *LONGEST,
    "budget",
    "days",
    "date_start",
    "date_end",
    "date_deadline",
    "work_mode",
)


def clean(text: str, multiline: bool = False) -> str:
    """Return a text without tags, control characters nor outer spaces.

    >>> clean(" un <b>site</b>\\x00 ")
    'un site'
    """
    plain = TAG.sub("", CONTROL.sub("", str(text or "").replace("\r\n", "\n")))
    return plain.strip() if multiline else " ".join(plain.split())


def read_number(text: str, most: Decimal) -> tuple[Decimal, str]:
    """Return ``(number, issue)``; the issue is ``number`` or ``too_big``; empty is 0.

    >>> read_number("1 250,50 €", Decimal(2000))
    (Decimal('1250.50'), '')
    """
    plain = SPACES.sub("", str(text or ""))
    if not plain:
        return Decimal(0), ""
    if not NUMBER.fullmatch(plain):
        return Decimal(0), "number"
    number = Decimal(plain.replace(",", "."))
    return (number, "") if number <= most else (Decimal(0), "too_big")


def read_quote(text: str) -> tuple[Decimal, str]:
    """Return ``(EUR before tax, issue)`` of a quote: above zero.

    >>> read_quote("0")
    (Decimal('0'), 'required')
    """
    number, issue = read_number(text, MOST_BUDGET)
    return number, issue or ("" if number else "required")


def read_opportunity(
    raw: Mapping[str, str], today: date
) -> tuple[dict[str, object], dict[str, str]]:
    """Return ``(values, issues by field)`` of a need that a member brings.

    Codes: ``required``, ``too_long``, ``email``, ``phone``, ``number``, ``too_big``,
    ``date``, ``past``, ``order`` (ends before it starts).

    :param raw: texts of the form; other fields than ours are not read
    """
    values: dict[str, object] = {}
    issues: dict[str, str] = {}
    for name, longest in LONGEST.items():
        text = clean(raw.get(name, ""), name in MULTILINE)
        values[name] = text[:longest]
        if len(text) > longest:
            issues[name] = "too_long"
    for name in ("name", "description"):
        if not values[name]:
            issues[name] = "required"
    _check_contact(values, issues)
    _read_numbers(raw, values, issues)
    _read_dates(raw, values, issues, today)
    mode = raw.get("work_mode", "")
    values["work_mode"] = mode if mode in MODES else "both"
    return values, issues


def _check_contact(values, issues):
    if values["contact_email"] and not EMAIL.fullmatch(values["contact_email"]):
        issues["contact_email"] = "email"
    if values["contact_phone"] and not PHONE.fullmatch(values["contact_phone"]):
        issues["contact_phone"] = "phone"


def _read_numbers(raw, values, issues):
    for name, most in (("budget", MOST_BUDGET), ("days", MOST_DAYS)):
        values[name], issue = read_number(raw.get(name, ""), most)
        if issue:
            issues[name] = issue


def _read_dates(raw, values, issues, today):
    for name in ("date_start", "date_end", "date_deadline"):
        text = str(raw.get(name, "")).strip()
        values[name] = None
        try:
            values[name] = date.fromisoformat(text) if text else None
        except ValueError:
            issues[name] = "date"
    if values["date_deadline"] and values["date_deadline"] < today:
        issues["date_deadline"] = "past"
    start, end = values["date_start"], values["date_end"]
    if start and end and end < start:
        issues["date_end"] = "order"
