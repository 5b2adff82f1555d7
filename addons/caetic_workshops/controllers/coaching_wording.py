# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the pages of coaching, for the codes that the models return."""


def booking_texts(env, issues):
    """Return what is wrong with a booking, in a sentence by field."""
    sentences = {
        "slot required": env._("Choose a slot."),
        "slot taken": env._(
            "Somebody has just taken this slot. Here are the next ones."
        ),
        "subject required": env._("Say in a few words what you want to talk about."),
        "subject too_long": env._("Please say it in 120 characters."),
    }
    return {field: sentences[f"{field} {code}"] for field, code in issues.items()}


def grid_texts(env, issues):
    """Return what is wrong with lines of a grid, in a sentence by line."""
    sentences = {
        "required": env._("Choose a level."),
        "unknown": env._("Choose one of the levels."),
        "too_long": env._("Please say it in 500 characters."),
    }
    return {line: sentences[code] for line, code in issues.items()}
