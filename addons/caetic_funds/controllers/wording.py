# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the page of funds, for the codes that the models return."""

from odoo.addons.caetic_members.controllers import wording as hub


def kind_labels(env):
    """Return ``[(kind, words)]`` of what may be asked."""
    return [
        ("loan", env._("A loan, that I pay back")),
        ("relief", env._("A relief, in a hard time")),
        ("guarantee", env._("An invoice that my customer does not pay")),
    ]


def state_words(env, state):
    """Return ``(words, colour)`` of the state of a request."""
    return {
        "submitted": (env._("Waiting for the committee"), "text-bg-warning"),
        "accepted": (env._("Accepted, to be paid"), "text-bg-info"),
        "refused": (env._("Refused"), "text-bg-secondary"),
        "paid": (env._("On your account"), "text-bg-success"),
        "cancelled": (env._("Taken back"), "text-bg-secondary"),
    }[state]


def request_texts(env, issues):
    """Return ``{field: message}`` of what is wrong with a request."""

    def write(env, issue):
        return hub.reader_texts(env, issue.params).get(issue.code, env._("Not valid."))

    return hub.issue_texts(env, issues, write)
