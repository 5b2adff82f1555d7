# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Sentences of the public forms for the codes of what is wrong."""


def issue_texts(env, issues):
    """Return ``{field: sentence}``.

    :param dict issues: ``{field: code}``
    """
    texts = {
        "required": env._("Please fill this in."),
        "short": env._("Say a little more."),
        "long": env._("This is too long: shorten it."),
        "links": env._("Two links at most, please."),
        "date": env._("Type a date."),
        "dates": env._("The end comes before the start."),
        "budget": env._("Type an amount in euros, for instance 2 500."),
        "robot": env._("The message was not sent. Call us if you wish to reach us."),
        "expired": env._("The page stayed open too long: please send it again."),
        "fast": env._("That was very quick: wait three seconds and send it again."),
        "often": env._("Many messages came from you lately: try again later."),
        # Codes of the hub for the details of a visitor.
        "name": env._("Write your name."),
        "email": env._("Write an address such as name@example.com."),
        "form": env._("This answer is too long: shorten it."),
    }
    return {field: texts[code] for field, code in issues.items()}
