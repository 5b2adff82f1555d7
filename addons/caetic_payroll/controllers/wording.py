# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Codes of pay in words of the reader's language."""

from odoo.tools import format_amount, format_date


def month_words(env, month):
    """Return a month in words, for instance « juin 2026 »."""
    return format_date(env, month, date_format="MMMM y")


def question_words(env, month):
    """Return the question of the page."""
    return env._("How much for %(month)s?", month=month_words(env, month))


def mode_options(env):
    """Return ``[(code, label)]`` of what may be asked for, the most wanted first."""
    return [
        ("net", env._("Net before tax")),
        ("gross", env._("Gross")),
        ("cost", env._("Cost for my activity")),
        ("stable", env._("The same net each month")),
    ]


def issue_words(env, issues, currency):
    """Return ``{field: sentence}`` of what a request was refused for."""
    return {name: _issue(env, currency, *issue) for name, issue in issues.items()}


def _issue(env, currency, code, facts):
    amounts = {
        name: format_amount(env, float(value), currency)
        for name, value in facts.items()
    }
    sentences = {
        "required": env._("Type the amount that you wish."),
        "not_a_number": env._("Type an amount in euros, for instance 1500 or 1500,50."),
        "not_positive": env._("Type an amount above zero."),
        "unknown": env._("Choose in the list."),
        "no_contract": env._("None of your contracts covers this month."),
        "settled": env._("The pay of this month is already approved."),
    }
    if code == "too_much":
        return env._(
            "This would cost %(cost)s; you can use %(payable)s.",
            cost=amounts["cost"],
            payable=amounts["payable"],
        )
    if code == "below_fixed":
        return env._(
            "Your contract has a fixed part of %(fixed)s gross, due each month: ask "
            "for that at least.",
            fixed=amounts["fixed"],
        )
    return sentences[code]


def state_words(env, request):
    """Return ``(title, sentence, colour)`` of a request of pay."""
    states = {
        "draft": (
            env._("Not sent"),
            env._("You took this request back. Nothing is asked for."),
            "secondary",
        ),
        "submitted": (
            env._("Waiting for approval"),
            env._("Staff read it with the requests of the month. You can change it."),
            "info",
        ),
        "approved": (
            env._("Approved"),
            env._("Your payslip is being prepared."),
            "success",
        ),
        "paid": (
            env._("Paid"),
            env._("Your payslip is among your payslips."),
            "success",
        ),
    }
    return states.get(request.state)


def share_words(env):
    """Return ``{code: label}`` of where each euro goes."""
    return {
        "net_paid": env._("Paid to you"),
        "tax": env._("Income tax"),
        "employee": env._("Your contributions"),
        "employer": env._("Contributions of the employer, relief deducted"),
    }
