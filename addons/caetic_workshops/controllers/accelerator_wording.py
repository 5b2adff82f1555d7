# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Codes of the project accelerator in words of the reader's language."""


def issue_words(env, issues):
    """Return ``{field: sentence}`` of what was refused."""
    return {name: _issue(env, name, *issue) for name, issue in issues.items()}


def _issue(env, name, code, facts):
    if code == "required":
        return _required(env).get(name, env._("Fill in this field."))
    known = {
        "not_a_date": env._("Type a date, for instance 27/11/2026."),
        "not_a_time": env._("Type an hour, for instance 14:30."),
        "unknown": env._("Choose in the list."),
        "one_only": env._("Name one person."),
        "begun": env._("This meeting has begun: it cannot be cancelled any more."),
        "too_long": env._("At most %(longest)s characters.", **facts)
        if code == "too_long"
        else "",
        "too_many": env._("At most %(most)s people.", **facts)
        if code == "too_many"
        else "",
    }
    return known[code] if code in known else _person_issue(env, code, facts)


def _person_issue(env, code, facts):
    if code == "nobody":
        return env._(
            "Nobody of the cooperative has the name or e-mail “%(name)s”.", **facts
        )
    if code == "several_people":
        return env._("Several people are called “%(name)s”: type an e-mail.", **facts)
    return env._(
        "%(name)s is neither a facilitator nor trained to keep the method.", **facts
    )


def _required(env):
    return {
        "template": env._("Choose a method."),
        "title": env._("Say in a few words what you bring."),
        "idea": env._("Write the idea."),
        "learned": env._("Write what was learned, in one line."),
        "task": env._("Write what is to be done."),
        "participants": env._("Name at least one person."),
    }


def state_words(env):
    """Return ``{state: (label, colour)}``."""
    return {
        "planned": (env._("Planned"), "info"),
        "running": (env._("Running"), "success"),
        "done": (env._("Done"), "secondary"),
        "cancelled": (env._("Cancelled"), "secondary"),
    }
