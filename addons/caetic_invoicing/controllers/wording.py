# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the portal for codes: what entrepreneurs read beside a field."""

from odoo.tools import format_date

from odoo.addons.caetic_members.controllers import wording as hub
from odoo.addons.caetic_members.controllers.wording import amount_writer, row_writers

from .. import engine

# White on green or on light blue is read by few: WCAG asks for a contrast of 4.5.
BADGES = {
    "draft": "text-bg-secondary",
    "submitted": "bg-info-subtle text-info-emphasis",
    "refused": "text-bg-warning",
    "waiting": "text-bg-light border",
    "late": "text-bg-danger",
    "partial": "bg-info-subtle text-info-emphasis",
    "paid": "bg-success-subtle text-success-emphasis",
    "credited": "text-bg-secondary",
}


def state_labels(env, is_refund=False):
    """Return ``{code: word}`` of the states of documents."""
    return {
        "draft": env._("To finish"),
        "submitted": env._("Being checked"),
        "refused": env._("To correct"),
        "waiting": env._("To be refunded") if is_refund else env._("Awaiting payment"),
        "late": env._("Late"),
        "partial": env._("Partly refunded") if is_refund else env._("Partly paid"),
        "paid": env._("Settled") if is_refund else env._("Paid"),
        "credited": env._("Cancelled by a credit note"),
    }


def row_writer(env):
    """Return a function that puts the row of a document in words.

    Labels, dates and currencies are worked out once for all the rows of a page.
    """
    labels = {is_refund: state_labels(env, is_refund) for is_refund in (False, True)}
    write_date, get_amount_writer = row_writers(env)

    def write(row):
        is_refund = row["is_refund"]
        write_amount = get_amount_writer(row["currency"])
        sign = -1 if is_refund else 1
        return {
            **row,
            "state_label": labels[is_refund][row["state"]],
            "badge": BADGES[row["state"]],
            "date_words": write_date(row["date"]),
            "date_due_words": write_date(None if is_refund else row["date_due"]),
            "untaxed_words": write_amount(sign * row["untaxed"]),
            "total_words": write_amount(sign * row["total"]),
        }

    return write


def contact_kinds(env):
    """Return ``{code: words}`` of what a contact of a customer is."""
    return {
        "billing": env._("Billing address"),
        "delivery": env._("Delivery address"),
        "person": env._("Person"),
    }


def issue_texts(env, issues):
    """Return ``{field: message}``, the first issue of each field."""
    return hub.issue_texts(env, issues, issue_text)


def issue_text(env, issue):
    """Return the message of one refused field."""
    params = dict(issue.params)
    if issue.code == "closed":
        return params["message"]
    if issue.code == "past_year":
        params["date"] = format_date(env, params["date"])
    if "left" in params:
        params["left"] = amount_writer(env, env.company.currency_id)(
            float(params["left"])
        )
    return _simple_text(env, issue.code, params) or env._("This value is not accepted.")


def _simple_text(env, code, params):
    return {
        **hub.reader_texts(env, params),
        **_customer_texts(env, params),
        **_invoice_texts(env, params),
        **_credit_texts(env, params),
        **_plan_texts(env),
    }.get(code)


def _customer_texts(env, params):
    return {
        "siret_length": env._("A SIRET has 14 digits."),
        "siret_key": env._("This SIRET does not exist: check its digits."),
        "vat": env._("This VAT number is not valid."),
        "vat_siren": env._("This VAT number is not the one of this SIRET."),
        "zip": env._("A French postcode has 5 digits."),
        "duplicate": env._(
            "You already have this customer: %(name)s.", name=params.get("name")
        ),
        "shared_customer": env._(
            "This record also serves another activity: the cooperative changes it."
        ),
    }


def _invoice_texts(env, params):
    return {
        "no_lines": env._("Add at least one line, with a description and a price."),
        "too_many": env._("%(limit)s lines at most.", limit=params.get("limit")),
        "twice": env._("This activity is already in the list."),
        "above_hundred": env._("The shares add up to more than 100 %."),
        "before_start": env._("The end comes before the start."),
        "past": env._("Choose today or a later day."),
        "one_way": env._("Type a percentage or an amount, not both."),
        "past_year": env._(
            "This date belongs to a past year: use a date from %(date)s on.",
            date=params.get("date"),
        ),
        "locked": env._("The accounts of this date are closed: choose a later one."),
    }


def _credit_texts(env, params):
    return {
        "credit_quantity": env._("This is more than what is left of this line."),
        "credit_nothing": env._("Type the quantity of at least one line."),
        "credit_too_big": env._(
            "At most %(left)s can still be credited.", left=params.get("left")
        ),
    }


def agreement_labels(env, is_seller=False):
    """Return ``{code: word}`` of the answers to a share."""
    return {
        "proposed": env._("Not accepted yet") if is_seller else env._("To answer"),
        "accepted": env._("Accepted"),
        "refused": env._("Refused"),
    }


AGREEMENT_BADGES = {
    "proposed": "text-bg-warning",
    "accepted": "bg-success-subtle text-success-emphasis",
    "refused": "text-bg-secondary",
}


def percentage_words(percentage):
    """Write a percentage as French hands do, without useless zeros.

    >>> percentage_words(33.5)
    '33,5\\u202f%'
    """
    return f"{percentage:g}".replace(".", ",") + "\u202f%"


def share_writer(env):
    """Return a function that puts a share that an activity receives in words."""
    answers = agreement_labels(env)
    states = {is_refund: state_labels(env, is_refund) for is_refund in (False, True)}
    write_date, get_amount_writer = row_writers(env)

    def write(row):
        is_refund = row["is_refund"]
        write_amount = get_amount_writer(row["currency"])
        code = row["document_state"] if row["is_issued"] else row["answer"]
        labels = states[is_refund] if row["is_issued"] else answers
        badges = BADGES if row["is_issued"] else AGREEMENT_BADGES
        sign = -1 if is_refund else 1
        return {
            **row,
            "state_label": labels[code],
            "badge": badges[code],
            "percentage_words": percentage_words(row["percentage"]),
            "date_words": write_date(row["date"]),
            "answered_words": format_date(env, row["answered_on"] or False),
            "amount_words": write_amount(sign * row["amount"]),
            "contribution_words": write_amount(-float(row.get("contribution", 0))),
            "own_words": write_amount(float(row.get("own", 0))),
        }

    return write


def own_share_rows(env, rows):
    """Put the shares that an activity gives of its own document in words."""
    labels = agreement_labels(env, is_seller=True)
    _write_date, get_amount_writer = row_writers(env)
    return [
        {
            **row,
            "amount_words": get_amount_writer(row["currency"])(row["amount"]),
            "state_label": labels[row["answer"]] if row["answer"] else "",
            "badge": AGREEMENT_BADGES.get(row["answer"], ""),
        }
        for row in rows
    ]


def share_line_options(env, form):
    """Return ``[(row, words)]`` of the lines that may be shared, as they are typed."""
    options = []
    for rank, row in enumerate(engine.rows_of(form, "line"), 1):
        label = engine.clean_text(form.get(f"line-{row}-label"))
        if engine.type_of(form, row) == engine.PRODUCT and label:
            words = env._("Line %(rank)s: %(label)s", rank=rank, label=label[:40])
            options.append((str(row), words))
    return options


CONVENTION_BADGES = {
    "proposed": "text-bg-warning",
    "accepted": "bg-info-subtle text-info-emphasis",
    "running": "bg-success-subtle text-success-emphasis",
    "refused": "text-bg-secondary",
    "ended": "text-bg-secondary",
}


def convention_labels(env):
    """Return ``{code: word}`` of the states of conventions."""
    return {
        "proposed": env._("Waits for the others"),
        "accepted": env._("Waits for the cooperative"),
        "running": env._("Running"),
        "refused": env._("Refused"),
        "ended": env._("Ended"),
    }


def convention_writer(env):
    """Return a function that puts a convention in words."""
    labels, answers = convention_labels(env), agreement_labels(env, is_seller=True)

    def write(row):
        start, end = row["date_start"], row["date_end"]
        days = {"start": format_date(env, start), "end": format_date(env, end)}
        return {
            **row,
            "state_label": labels[row["state"]],
            "badge": CONVENTION_BADGES[row["state"]],
            "dates_words": env._("From %(start)s until %(end)s", **days)
            if end
            else env._("From %(start)s", **days),
            "parts": [
                {
                    **part,
                    "percentage_words": percentage_words(part["percentage"]),
                    "answer_label": answers[part["answer"]],
                    "badge": AGREEMENT_BADGES[part["answer"]],
                }
                for part in row["parts"]
            ],
        }

    return write


def _plan_texts(env):
    return {
        "plan_too_big": env._("The stages add up to more than the whole."),
        "plan_one_way": env._("Type a percentage or an amount, not both."),
        "plan_reached": env._("Type more than what is already invoiced."),
        "recurring_day": env._("Type a day from 1 to 31."),
        "recurring_past": env._("Choose a day of this month or later."),
        "recurring_order": env._("The end comes before the start."),
    }
