# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the portal for codes: what claimants read."""

from odoo.tools import format_date

from odoo.addons.caetic_members.controllers import wording as hub
from odoo.addons.caetic_members.controllers.wording import (
    amount_writer,
    row_writers,
    upload_text,
)

BADGES = {
    "draft": "text-bg-secondary",
    "submitted": "bg-info-subtle text-info-emphasis",
    "approved": "bg-info-subtle text-info-emphasis",
    "refused": "text-bg-warning",
    "posted": "text-bg-light border",
    "in_payment": "text-bg-light border",
    "paid": "bg-success-subtle text-success-emphasis",
}


def state_labels(env):
    """Return ``{code: word}`` of the states of a claim."""
    return {
        "draft": env._("To send"),
        "submitted": env._("Being checked"),
        "approved": env._("Accepted"),
        "refused": env._("To correct"),
        "posted": env._("To be reimbursed"),
        "in_payment": env._("Payment on its way"),
        "paid": env._("Reimbursed"),
    }


def row_writer(env, currency):
    """Return a function that puts the row of a claim in words."""
    labels, write_amount = state_labels(env), amount_writer(env, currency)
    write_date, _get_amount_writer = row_writers(env)

    def write(row):
        given_up = row["waived"] and row["state"] == "paid"
        return {
            **row,
            "state_label": env._("Given up") if given_up else labels[row["state"]],
            "badge": BADGES[row["state"]],
            "date_words": write_date(row["date"]),
            "total_words": write_amount(row["total"]),
            "cost_words": write_amount(row["cost"]),
            "vat_words": write_amount(row["vat"]),
        }

    return write


def figure_rows(env, figures, currency):
    """Return what the figures of the page say: ``[{code, title, amount, count}]``."""
    titles = {
        "waiting": env._("The cooperative reads them"),
        "owed": env._("To be reimbursed to you"),
    }
    write_amount = amount_writer(env, currency)
    return [
        {
            "code": code,
            "title": titles[code],
            "amount": write_amount(amount),
            "count": count,
        }
        for code, (amount, count) in figures.items()
    ]


def issue_texts(env, issues):
    """Return ``{field: message}``, the first issue of each field."""
    return hub.issue_texts(env, issues, issue_text)


def issue_text(env, issue):
    """Return the message of one refused field."""
    if issue.code == "upload":
        return upload_text(env, issue.params["reason"])
    params = dict(issue.params)
    if "date" in params:
        params["date"] = format_date(env, params["date"])
    texts = {**hub.reader_texts(env, params), **_claim_texts(env, params)}
    return texts.get(issue.code) or env._("This value is not accepted.")


def _claim_texts(env, params):
    return {
        "number": env._("Type a number, for instance 12.50."),
        "positive": env._("Type a number above zero."),
        "places": env._("Too many decimals.")
        if params.get("places")
        else env._("Type a whole number."),
        "too_old": env._("This is more than three years old."),
        "before": env._("This date comes before the first one."),
        "before_start": env._(
            "Your activity began on %(date)s.", date=params.get("date")
        ),
        "too_many": env._(
            "%(limit)s expenses at once at most.", limit=params.get("limit")
        ),
        "lost": env._("This photo is lost: send it again."),
        "photo": env._("Add the photo of the receipt."),
        "card": env._("Add the photo of the registration card."),
        "no_scale": env._("No scale of kilometres is known for this date."),
        "not_used": env._("This vehicle was not used on that day."),
    }


def rate_labels(env):
    """Return ``[(code, label)]`` of the VAT rates of a receipt."""
    return [
        ("20", "20 %"),
        ("10", "10 %"),
        ("5.5", env._("5.5 %")),
        ("2.1", env._("2.1 %")),
        ("0", env._("None, or not written")),
    ]
