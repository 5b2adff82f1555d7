# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Codes of the joint projects in words of the reader's language."""

from odoo.addons.caetic_members.controllers.wording import upload_text

from ..models.project_project_portal_papers import KINDS


def state_words(env):
    """Return ``{state: (label, colour)}``."""
    return {
        "running": (env._("Under way"), "info"),
        "closed": (env._("Closed"), "success"),
        "stopped": (env._("Given up"), "secondary"),
    }


def issue_words(env, issues):
    """Return ``{field: sentence}`` of what was refused."""
    required = {
        "name": env._("Give a name."),
        "task_name": env._("Say what is to be done."),
        "hours": env._("Type the time spent, for instance 1h30 or 1,5."),
        "message": env._("Write something first."),
        "summary": env._("Say in a few lines what was made."),
        "customer": env._("Say who the customer is: a word needs its author."),
    }
    words = {
        "too_long": env._("This text is too long."),
        "date": env._("Type a date, for instance 27/11/2026."),
        "future": env._("This day is to come: only what is done is counted."),
        "both": env._("Give both days, or none."),
        "order": env._("The project ends before it begins."),
        "choice": env._("Choose in the list."),
        "hours": env._("Type a duration, for instance 1h30 or 1,5."),
        "too_big": env._("A day has 24 hours."),
        "link": env._("Type a web address, for instance www.exemple.fr."),
        "many": env._("There are too many papers already."),
    }
    return {
        name: required[name]
        if code == "required"
        else words.get(code) or upload_text(env, code, KINDS)
        for name, code in issues.items()
    }
