# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the portal for suppliers' bills: states, and what a form refuses."""

from odoo.addons.caetic_members.controllers import wording as hub
from odoo.addons.caetic_members.controllers.wording import amount_writer, row_writers

# White on green or on light blue is read by few: WCAG asks for a contrast of 4.5.
BADGES = {
    "draft": "text-bg-secondary",
    "waiting": "bg-info-subtle text-info-emphasis",
    "to_agree": "text-bg-warning",
    "contested": "text-bg-warning",
    "refused": "text-bg-warning",
    "to_pay": "text-bg-light border",
    "to_reimburse": "text-bg-light border",
    "credit": "text-bg-light border",
    "paid": "bg-success-subtle text-success-emphasis",
}


def state_labels(env):
    """Return ``{code: word}`` of the states of bills."""
    return {
        "draft": env._("To finish"),
        "waiting": env._("Being checked"),
        "to_agree": env._("Is it for you?"),
        "contested": env._("You contest it"),
        "refused": env._("To correct"),
        "to_pay": env._("To be paid"),
        "to_reimburse": env._("To be given back to you"),
        "credit": env._("Credit to come"),
        "paid": env._("Paid"),
    }


def row_writer(env):
    """Return a function that puts the row of a bill in words.

    Labels, dates and currencies are worked out once for all the rows of a page.
    """
    labels = state_labels(env)
    write_date, get_amount_writer = row_writers(env)

    def write(row):
        write_amount = get_amount_writer(row["currency"])
        sign = -1 if row["is_refund"] else 1
        label = labels[row["state"]]
        if row["state"] == "paid" and row["advanced"]:
            label = env._("Given back to you")
        return {
            **row,
            "state_label": label,
            "badge": BADGES[row["state"]],
            "date_words": write_date(row["date"]),
            "total_words": write_amount(sign * row["total"]),
            "cost_words": write_amount(row["cost"]),
        }

    return write


def figure_rows(env, amount, count, currency):
    """Return what the figure of the page says, nothing when no bill waits."""
    if not count:
        return []
    return [
        {
            "code": "waiting",
            "title": env._("The cooperative reads them"),
            "amount": amount_writer(env, currency)(amount),
            "count": count,
        }
    ]


def rate_options(env, rates):
    """Return ``[(value, label)]`` of the rates of VAT on offer."""
    options = []
    for rate in rates:
        text = f"{rate.normalize():f}"
        shown = text.replace(".", ",") if (env.lang or "").startswith("fr") else text
        options.append((text, f"{shown}\N{NO-BREAK SPACE}%"))
    return options


def issue_texts(env, issues):
    """Return ``{field: message}``, the first issue of each field."""
    return hub.issue_texts(env, issues, _issue_text)


def _issue_text(env, issue):
    texts = {
        **hub.reader_texts(env, issue.params),
        **_bill_texts(env, issue.params),
    }
    return texts[issue.code]


def _bill_texts(env, params):
    return {
        "negative": env._("Type the amount without a minus sign."),
        "siren": env._("This SIREN does not exist: check its nine digits."),
        "vat_number": env._("This VAT number does not exist: check it."),
        "vat_country": env._("This VAT number is of another country."),
        "country": env._("Choose a country of the list."),
        "no_lines": env._("Add at least one line, with its amount."),
        "too_many": env._("%(limit)s lines at most.", limit=params.get("limit")),
        "vat": env._(
            "At this rate the VAT would be %(expected)s: check amount and rate.",
            expected=str(params.get("expected", "")).replace(".", ","),
        ),
    }
