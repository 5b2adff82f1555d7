# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Words of the tables of customers and documents, read and written."""

from .. import engine
from . import wording


def customer_headings(env):
    """Return ``{field: heading}`` of a table of customers, in its order."""
    return {
        "kind": env._("Type"),
        "name": env._("Name"),
        "siret": env._("SIRET"),
        "vat": env._("VAT number"),
        "email": env._("E-mail"),
        "phone": env._("Phone"),
        "street": env._("Address"),
        "street2": env._("Address (continued)"),
        "zip": env._("Postcode"),
        "city": env._("Town"),
        "country": env._("Country"),
        "public": env._("Public body"),
        "service": env._("Service code"),
        "engagement": env._("Commitment number"),
    }


def table_words(env, known):
    """Return the engine.Words of a table: English and the user's language are read.

    :param known: ``{SIRET: name}`` of the own list
    """
    english = env(context={**env.context, "lang": "en_US"})
    return engine.Words(
        headings=_heading_words(english) | _heading_words(env),
        countries=_country_words(english) | _country_words(env),
        persons=frozenset(
            (
                "person",
                *(engine.plain(one._("Private person")) for one in (english, env)),
            )
        ),
        yes=frozenset(("1", *(engine.plain(one._("Yes")) for one in (english, env)))),
        known=known,
    )


def _heading_words(env):
    headings = customer_headings(env)
    names = {engine.plain(name): name for name in headings}
    return names | {engine.plain(label): name for name, label in headings.items()}


def _country_words(env):
    countries = env["res.country"].search_fetch([], ["code", "name"])
    codes = {engine.plain(country.code): country.code for country in countries}
    return codes | {engine.plain(country.name): country.code for country in countries}


def customer_writer(env):
    """Return a function that puts the form of a customer in words."""
    company, person, yes = env._("Company"), env._("Private person"), env._("Yes")

    def write(form):
        return {
            **form,
            "kind": person if form["kind"] == "person" else company,
            "public": yes if form["public"] else "",
        }

    return write


def document_headings(env):
    """Return the headings of a table of documents."""
    return [
        env._("Number"),
        env._("Type"),
        env._("Customer"),
        env._("Date"),
        env._("Due"),
        env._("Excl. VAT"),
        env._("VAT"),
        env._("Incl. VAT"),
        env._("State"),
    ]


def document_writer(env):
    """Return a function that gives the cells of a document, below zero for refunds."""
    kinds = {False: env._("Invoice"), True: env._("Credit note")}
    states = {refund: wording.state_labels(env, refund) for refund in kinds}

    def write(row):
        sign = -1 if row["is_refund"] else 1
        return [
            row["name"],
            kinds[row["is_refund"]],
            row["customer"],
            row["date"] or "",
            row["date_due"] or "",
            sign * row["untaxed"],
            sign * row["vat"],
            sign * row["total"],
            states[row["is_refund"]][row["state"]],
        ]

    return write


def row_text(env, issue):
    """Return what is wrong with a cell, after the heading of its column."""
    return env._(
        "%(heading)s: %(message)s",
        heading=customer_headings(env)[issue.field],
        message=wording.issue_text(env, issue),
    )


def file_texts(env, issues):
    """Return ``{field: message}`` of what is wrong with a file as a whole."""
    return {issue.field: file_text(env, issue) for issue in issues}


def file_text(env, issue):
    """Return the message of a file that is refused."""
    params = issue.params
    return {
        "required": env._("Choose a file."),
        "file_too_big": env._(
            "This file is too big: %(limit)s MB at most.", limit=params.get("limit")
        ),
        "too_many_rows": env._(
            "This table is too long: %(limit)s lines at most.",
            limit=params.get("limit"),
        ),
        "no_name_column": env._("No column of this table is headed “Name”."),
        "no_row": env._("The file has no line below its headings."),
        "too_many_cells": env._(
            "Line %(line)s has more cells than there are headings.",
            line=params.get("line"),
        ),
    }.get(
        issue.code,
        env._("This file is no CSV table: save it as CSV from the spreadsheet."),
    )
