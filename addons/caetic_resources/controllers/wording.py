# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the pages of shared resources, for the codes that the models return."""

from odoo.addons.caetic_members.controllers.wording import upload_text

from ..models.caetic_member_library import KINDS


def booking_texts(env, issues):
    """Return what is wrong with a booking, in a sentence by field."""
    sentences = {
        "slot required": env._("Choose when it begins."),
        "slot closed": env._(
            "It is closed at that time, or closes before the end: choose another "
            "moment or a shorter time."
        ),
        "slot taken": env._(
            "Somebody has just taken this time, or a part of it. Here is what is left."
        ),
        "slot soon": env._("It is too soon: choose a later moment."),
        "slot far": env._("It is too far ahead: choose an earlier moment."),
        "count count": env._("Type a number, from 1 to 99."),
        "count long": env._("It is longer than the rules allow."),
        "activity required": env._("Say which activity pays."),
        "words too_long": env._("Please say it in 200 characters."),
    }
    return {field: sentences[f"{field} {code}"] for field, code in issues.items()}


def proposal_texts(env, issues):
    """Return what is wrong with a proposed document, in a sentence by field."""
    sentences = {
        "required": env._("Please fill this in."),
        "too_long": env._("This is too long: shorten it."),
        "one_of_two": env._("Give a file or a link, one of the two."),
        "link": env._("A link begins with http:// or https://."),
        "waiting": env._(
            "Many of your proposals wait for an answer: wait for it first."
        ),
    }
    return {
        name: sentences.get(code) or upload_text(env, code, KINDS)
        for name, code in issues.items()
    }


def state_words(env, state):
    """Return ``(words, colour)`` of the state of a booking."""
    return {
        "asked": (env._("Waiting for an answer"), "warning"),
        "confirmed": (env._("Confirmed"), "success"),
        "done": (env._("Over"), "secondary"),
        "cancelled": (env._("Cancelled"), "secondary"),
    }[state]


def proposal_words(env, state):
    """Return ``(words, colour)`` of the state of a proposed document."""
    return {
        "proposed": (env._("Waiting for an answer"), "warning"),
        "published": (env._("Visible to members"), "success"),
        "refused": (env._("Not published"), "secondary"),
    }[state]


def count_label(env, unit):
    """Return the question of how long, in the units of a resource."""
    return {
        "hour": env._("How many hours?"),
        "half_day": env._("How many half-days?"),
        "day": env._("How many days?"),
        "month": env._("How many months?"),
    }[unit]
