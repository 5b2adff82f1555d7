# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the pages of follow-up."""


def age_labels(env):
    """Return ``{age: words}``, in order, as entrepreneurs read them."""
    return {
        "not_due": env._("Not due yet"),
        "to_30": env._("1 to 30 days late"),
        "to_60": env._("31 to 60 days late"),
        "to_90": env._("61 to 90 days late"),
        "over_90": env._("More than 90 days late"),
    }


def outcome_labels(env):
    """Return ``{outcome: words}`` of the end of a dispute."""
    return {
        "agreed": env._("The customer pays"),
        "credited": env._("A credit note is made"),
        "lost": env._("Given up"),
        "other": env._("Other"),
    }
