# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A convention between activities (R119), as an entrepreneur types it."""

import datetime
from dataclasses import dataclass

from odoo.addons.caetic_members.engine import Reader

from .share_input import ShareInput, read_shares

NAME_LIMIT = 120


@dataclass(frozen=True, slots=True)
class ConventionInput:
    """Percentages of every document to come that go to other activities."""

    name: str
    start: datetime.date | None
    end: datetime.date | None
    parts: tuple[ShareInput, ...]


def parse_convention(raw):
    """Return ``(ConventionInput, issues)``: percentages only, dates in order."""
    reader = Reader(raw)
    convention = ConventionInput(
        name=reader.text("name", NAME_LIMIT, required=True),
        start=reader.date("start"),
        end=reader.date("end"),
        parts=read_shares(reader, ()),
    )
    for part in convention.parts:
        # An amount belongs to one document.
        if part.amount:
            reader.refuse(f"share-{part.row}-percentage", "required")
    if not convention.parts and not reader.issues:
        reader.refuse("share-0-activity", "required")
    if convention.start and convention.end and convention.end < convention.start:
        reader.refuse("end", "before_start")
    return convention, reader.issues
