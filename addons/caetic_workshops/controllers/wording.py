# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the pages of workshops, for codes of the models."""


def state_words(env, row):
    """Return ``(words, colour)`` of the state of a person in a session."""
    if row["is_cancelled"]:
        return env._("Cancelled"), "danger"
    if row["state"] in ("open", "done"):
        return env._("Registered"), "success"
    if row["state"] == "waiting":
        return env._("Waiting list, number %(rank)s", rank=row["rank"]), "warning"
    if row["issue"]:
        return env._("Registration closed"), "secondary"
    if row["is_full"]:
        return env._("Full"), "warning"
    if row["free"] is None:
        return env._("Seats left"), "info"
    if row["free"] == 1:
        return env._("1 seat left"), "info"
    return env._("%(count)s seats left", count=row["free"]), "info"


def issue_words(env, code):
    """Return why a person cannot register, in words; nothing without a code."""
    words = {
        "registered": env._("You are registered already."),
        "cancelled": env._("This session is cancelled."),
        "closed": env._("Registration is not open."),
        "late": env._("Registration is over: call your adviser."),
        "stage": env._(
            "This module is for a later stage of your journey: speak of it with your "
            "adviser."
        ),
        "no_show": env._(
            "You missed several sessions without a word: your adviser registers you "
            "from now on."
        ),
        "unknown": env._("This session is not offered."),
    }
    return words.get(code, "")


def attendance_words(env):
    """Return ``{state: (words, colour)}`` of what was noted for a half-day."""
    return {
        "registered": (env._("Not noted yet"), "secondary"),
        "present": (env._("Present"), "success"),
        "absent": (env._("Absent"), "danger"),
        "excused": (env._("Excused"), "info"),
    }


def half_words(env):
    """Return ``{half-day: words}``."""
    return {"morning": env._("morning"), "afternoon": env._("afternoon")}
