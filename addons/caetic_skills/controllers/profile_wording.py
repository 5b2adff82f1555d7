# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the pages of a profile: what is refused, and what to do next."""

from odoo.addons.caetic_members.controllers.wording import upload_text

# Kinds of file that a field takes; others take documents too.
KINDS = {"photo": ("image",), "picture": ("image",)}


def issue_texts(env, issues):
    """Return ``{field: sentence}`` of what a form of the profile refuses."""
    texts = {
        "required": env._("Please fill this in."),
        "choice": env._("Choose one of the answers."),
        "trades": env._("Choose one trade at least."),
        "skills": env._("Choose one skill at least, or go on without."),
        "too_long": env._("This is too long: shorten it."),
        "date": env._("Type a date."),
        "before": env._("This is before the first date."),
        "days": env._("Type a number of days between 0 and 31."),
        "rate": env._("Type a price in euros, for instance 350."),
        "band": env._("The highest price is below the lowest one."),
        "link": env._("A link starts with http:// or https://."),
        "picture_or_link": env._("Add a picture or a link: something to look at."),
        "many": env._("You have many already: delete one first."),
        "gone": env._("This skill has changed since: read it again."),
    }
    return {
        name: texts.get(code)
        or upload_text(env, code, KINDS.get(name, ("image", "pdf")))
        for name, code in issues.items()
    }


def next_words(env, step):
    """Return ``(sentence, address)`` of the step that would help most now."""
    steps = {
        "trades": (env._("Choose your trades"), "/my/profile/trades"),
        "skills": (
            env._("Choose three skills: colleagues will find you"),
            "/my/profile/skills",
        ),
        "availability": (
            env._("Say when you take work"),
            "/my/profile/availability",
        ),
        "headline": (
            env._("Say in one line what you do, and for whom"),
            "/my/profile/about",
        ),
        "proofs": (
            env._("Add a project or a customer's word: it convinces"),
            "/my/profile/proofs/new",
        ),
        "presentation": (
            env._("Introduce yourself in a few sentences"),
            "/my/profile/about",
        ),
        "items": (env._("Show a piece of your work"), "/my/profile/portfolio/new"),
    }
    return steps.get(step)
