# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Codes of the network in words of the reader's language."""

SHADES = 4


def issue_words(env, issues):
    """Return ``{field: sentence}`` of what was refused."""
    sentences = {
        "not_a_date": env._("Type a date, for instance 27/11/2026."),
        "not_a_number": env._("Type a whole number of days."),
        "too_short": env._("Say in a few words what you need."),
        "too_long": env._("Your message is too long: at most 2000 characters."),
        "too_many": env._("You have written enough for today. Try again tomorrow."),
    }
    return {name: sentences[code] for name, code in issues.items()}


def shade(count, most):
    """Return how dark a cell of the map is: 0 for nobody, 1 to 4 for the others."""
    if not count:
        return 0
    return max(1, -(-SHADES * count // max(1, most)))
