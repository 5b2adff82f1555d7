# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: the world of the measures, a few activities and their copies."""

from collections import defaultdict

from cloning import Cloner
from world import INVOICES, POLICIES, SCHEMES, World

RECENT = 100
OLD = ("paid", "paid_twice", "credited")


def seed(env, invoices, activities):
    """Make the world and save it.

    :param invoices: ``{key: number}``: activities that have so many invoices
    :param activities: how many others, each with ten invoices
    :returns: ``{"sized": {key: identifier}, "activities": identifiers of the others}``
    """
    world = World(env)
    models = make_models(world)
    for key, number in invoices.items():
        _make_sized(world, models[0].scheme_id, key, number)
    for months_ago in (2, 1):
        world.close(months_ago)
    env.invalidate_all()
    Cloner(env, make_activity_rows(models), activities // len(models) - 1).run()
    chosen = env["caetic.activity"].search([("scheme_id", "in", models.scheme_id.ids)])
    sized = {key: world.activities[key].id for key in invoices}
    others = set(chosen.ids) - set(sized.values())
    return {"sized": sized, "activities": sorted(others)}


def make_models(world):
    """One activity of each scheme; each shares a sale with the next one."""
    for key, values in SCHEMES.items():
        scheme = world.add_scheme(key, **values)
        world.add_activity(key, scheme, POLICIES.get(key, "cashed"))
    models = list(world.activities.values())
    for index, activity in enumerate(models):
        world.add_documents(activity, models[index - 1], 20 + index)
        world.add_entries(activity)
    return world.env["caetic.activity"].union(*models)


def _make_sized(world, scheme, key, number):
    """An activity with so many invoices, its own partner for the shared ones.

    What waits for its customers does not grow with its years: beyond a hundred copies
    of the ten invoices, more of them are old ones, paid or credited.
    """
    activity = world.add_activity(key, scheme)
    fellow = world.add_activity(f"{key}-fellow", world.add_scheme("none", ()))
    invoices = world.add_documents(activity, fellow)
    world.add_entries(activity)
    recent = min(number // len(INVOICES), RECENT)
    _copy_documents(invoices, recent - 1)
    old = invoices.browse(
        invoice.id
        for invoice, (_months, _prices, fate) in zip(invoices, INVOICES, strict=True)
        if fate in OLD
    )
    _copy_documents(old, (number - recent * len(INVOICES)) // len(old))


def _copy_documents(documents, copies):
    if copies:
        Cloner(documents.env, _document_rows(documents), copies).run()


def _document_rows(documents):
    """``{model: ids}`` of documents and of all that hangs on them."""
    moves = documents | documents.reversal_move_ids | documents.caetic_follower_ids
    lines = moves.line_ids
    partials = lines.matched_debit_ids | lines.matched_credit_ids
    moves |= (partials.debit_move_id | partials.credit_move_id).move_id
    moves |= moves.search([("tax_cash_basis_origin_move_id", "in", moves.ids)])
    lines = moves.line_ids
    partials = lines.matched_debit_ids | lines.matched_credit_ids
    without_bank = documents.env["account.analytic.line"].search(
        [("caetic_move_id", "in", moves.ids)]
    )
    records = (
        moves,
        lines,
        partials,
        partials.full_reconcile_id,
        moves.origin_payment_id,
        lines.analytic_line_ids | without_bank,
        moves.caetic_share_ids,
        moves.caetic_share_ids.transfer_id,
    )
    return {one._name: one.ids for one in records}


def make_activity_rows(activities):
    """The same of activities: their people, their documents, their months."""
    env = activities.env
    lines = env["account.move.line"].search(
        [("caetic_activity_id", "in", activities.ids)]
    )
    rows = defaultdict(list, _document_rows(lines.move_id))
    members = activities.member_ids
    for records in (
        activities,
        activities.stake_ids,
        activities.analytic_account_id,
        members,
        members.contract_ids,
        members.user_id,
        members.partner_id,
        env["caetic.closing.line"].search([("activity_id", "in", activities.ids)]),
    ):
        rows[records._name] = records.ids
    return rows
