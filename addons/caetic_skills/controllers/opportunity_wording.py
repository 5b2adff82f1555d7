# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Codes of the opportunities in words of the reader's language."""


def state_words(env):
    """Return ``{state: (label, colour)}`` of an opportunity, for whoever is in it."""
    return {
        "new": (env._("Being read"), "secondary"),
        "search": (env._("Looking for a team"), "info"),
        "invited": (env._("Team being formed"), "info"),
        "formed": (env._("Team formed"), "success"),
        "won": (env._("Won"), "success"),
        "lost": (env._("Not won"), "secondary"),
    }


def mode_words(env):
    """Return ``{mode: label}`` of where the work is done."""
    return {
        "both": env._("On site or remote"),
        "onsite": env._("On site"),
        "remote": env._("Remote"),
    }


def issue_words(env, issues):
    """Return ``{field: sentence}`` of what was refused."""
    required = {
        "name": env._("Say in a few words what is asked for."),
        "description": env._("Describe the need: the team is found with these words."),
        "quote": env._("Type the amount of your quote, before tax."),
    }
    words = {
        "too_long": env._("This text is too long."),
        "email": env._("Type an e-mail address, for instance nom@exemple.fr."),
        "phone": env._("Type a phone number, for instance 04 68 31 00 00."),
        "number": env._("Type a number, for instance 1 250,50."),
        "too_big": env._("This number is too big."),
        "date": env._("Type a date, for instance 27/11/2026."),
        "past": env._("This day is over."),
        "order": env._("The work ends before it starts."),
    }
    return {
        name: required[name] if code == "required" else words[code]
        for name, code in issues.items()
    }
