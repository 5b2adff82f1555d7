# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of half-days, of their sheets and of what bars signing."""

from decimal import Decimal
from functools import partial

from odoo import fields
from odoo.tools import format_date

from ..engine import hours

DASH = "\N{EN DASH}"
# Hours of a half-day stay on one line.
JOINER = "\N{WORD JOINER}"
SPACE = "\N{NO-BREAK SPACE}"


def clock_words(env, hour):
    """Write an hour of the clock, stored as a fraction, as the reader says it."""
    whole = hours.minutes(Decimal(str(hour)))
    values = {"hours": whole // 60, "minutes": f"{whole % 60:02d}"}
    return env._("%(hours)s:%(minutes)s", **values)


def time_words(env, slot):
    """Write from when to when a half-day lasts."""
    start, end = (clock_words(env, one) for one in (slot.start_hour, slot.end_hour))
    return f"{start}{SPACE}{DASH}{JOINER}{SPACE}{end}"


def day_words(env, slot, short=False):
    """Write the day of a half-day, with its name."""
    return format_date(
        env, slot.date, date_format="EEE d MMM" if short else "EEEE d MMMM y"
    )


def slot_words(env, slot):
    """Write a half-day: its day and its hours."""
    return f"{day_words(env, slot)}, {time_words(env, slot)}"


def moment_words(env, slot, moment):
    """Write a moment (UTC) on the clock of the half-day."""
    local = fields.Datetime.context_timestamp(
        slot.with_context(tz=slot.date_tz), moment
    )
    return clock_words(env, Decimal(local.hour) + Decimal(local.minute) / 60)


def state_words(env):
    """Return the words of the states, by code, in the order of the buttons."""
    return {
        "present": env._("Present"),
        "absent": env._("Absent"),
        "excused": env._("Excused"),
        "registered": env._("Not filled in"),
    }


def signature_words(env, issue):
    """Return what is wrong with a drawing, nothing where all is well."""
    return {
        "required": env._("Draw the signature in the frame."),
        "signature": env._("This signature cannot be read: draw it again."),
    }.get(issue, "")


def issue_words(env, slot, row, issue):
    """Return why the user cannot sign, and what to do about it.

    :param slot: event.slot found by its code
    :param row: caetic.attendance of the user, or none
    :param str issue: code of ``_caetic_get_own_row``
    """
    if issue in ("early", "late"):
        return _time_issue_words(env, slot, issue)
    if issue == "signed":
        hour = moment_words(env, slot, row.signed_at) if row.signed_at else ""
        return env._(
            "You have signed already, at %(hour)s. Nothing else to do.", hour=hour
        )
    return {
        "stranger": env._(
            "You are not registered to this session. Tell the facilitator."
        ),
        "waiting": env._(
            "You are on the waiting list: without a place, you cannot sign. Tell the "
            "facilitator."
        ),
        "cancelled": env._(
            "You have withdrawn from this session. Are you here? Tell the facilitator."
        ),
        "closed": env._("The sheet of this half-day is closed. Tell the cooperative."),
    }[issue]


def _time_issue_words(env, slot, issue):
    start, end = (moment_words(env, slot, one) for one in slot._caetic_get_opening())
    day = day_words(env, slot)
    if issue == "early":
        return env._(
            "Too early: come back on %(day)s from %(hour)s on.", day=day, hour=start
        )
    return env._(
        "Too late: this code was taken until %(hour)s on %(day)s. The facilitator can "
        "still write that you were there.",
        day=day,
        hour=end,
    )


def saved_words(env, written, kept):
    """Say what a save of the sheet did."""
    words = env._("Saved: %(count)s.", count=written)
    if not kept:
        return words
    more = env._(
        "Kept as they are: %(count)s (signed since, or half-day not begun).", count=kept
    )
    return f"{words} {more}"


def page_words(env):
    """Return what the pages write half-days with, by name."""
    functions = (clock_words, day_words, moment_words, slot_words)
    return {function.__name__: partial(function, env) for function in functions}
