# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the portal for the codes of quotes."""

from odoo.tools import format_date

from odoo.addons.caetic_invoicing.controllers import wording
from odoo.addons.caetic_members.controllers import wording as hub
from odoo.addons.caetic_members.controllers.wording import amount_writer, row_writers

BADGES = {
    "draft": "text-bg-secondary",
    "submitted": "bg-info-subtle text-info-emphasis",
    "refused": "text-bg-warning",
    "sent": "text-bg-light border",
    "expired": "text-bg-warning",
    "signed": "bg-success-subtle text-success-emphasis",
    "invoiced": "bg-success-subtle text-success-emphasis",
    "lost": "text-bg-secondary",
    "withdrawn": "text-bg-secondary",
}
# ``expired`` depends on the day: it is no state of the database.
STATES = frozenset(BADGES) - {"expired"}


def state_labels(env):
    """Return ``{code: word}`` of the states of quotes."""
    return {
        "draft": env._("To finish"),
        "submitted": env._("Being checked"),
        "refused": env._("To correct"),
        "sent": env._("Awaiting signature"),
        "expired": env._("Expired"),
        "signed": env._("Signed"),
        "invoiced": env._("Invoiced"),
        "lost": env._("Refused by the customer"),
        "withdrawn": env._("Withdrawn"),
    }


def row_writer(env):
    """Return a function that puts the row of a quote in words.

    Labels, dates and currencies are worked out once for all the rows of a page.
    """
    labels = state_labels(env)
    write_date, get_amount_writer = row_writers(env)

    def write(row):
        write_amount = get_amount_writer(row["currency"])
        return {
            **row,
            "state_label": labels[row["state"]],
            "badge": BADGES[row["state"]],
            "date_words": write_date(row["date"]),
            "validity_words": write_date(row["validity"]),
            "untaxed_words": write_amount(row["untaxed"]),
            "total_words": write_amount(row["total"]),
        }

    return write


def share_writer(env, write_any):
    """Return a function that puts a share in words, of a quote or of an invoice.

    :param write_any: what does so with shares of invoices, and with answers
    """
    labels = state_labels(env)

    def write(row):
        if not (row["is_quote"] and row["is_issued"]):
            return write_any(row)
        written = write_any({**row, "is_issued": False})
        code = row["document_state"]
        words = {"state_label": labels[code], "badge": BADGES[code]}
        return {**written, **words, "is_issued": True}

    return write


def write_steps(env, steps, currency):
    """Put the rows of a schedule in words."""
    write_amount = amount_writer(env, currency)
    return [
        {
            **step,
            "amount_words": write_amount(step["amount"]),
            "date_words": format_date(env, step["date"]) if step["date"] else "",
        }
        for step in steps
    ]


def step_title(env, step):
    """Return what a payment that is being typed is called."""
    if step.label:
        return step.label
    if step.kind == "deposit":
        return env._("Deposit when the quote is signed")
    return env._("Balance")


def issue_texts(env, issues):
    """Return ``{field: message}``, the first issue of each field."""
    return hub.issue_texts(env, issues, _issue_text)


def _issue_text(env, issue):
    total = issue.params.get("total")
    own = {
        "past": env._("This date is over."),
        "whole_deposit": env._("Less than 100 %: the rest is the balance."),
        "not_whole": env._(
            "With the deposit, the payments add up to %(total)s %%, not to 100 %%.",
            total=f"{total:f}".replace(".", ",") if total is not None else "",
        ),
    }
    return own.get(issue.code) or wording.issue_text(env, issue)
