# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: the queue of documents to approve, short and then long."""

import time

from cloning import Cloner
from lxml import etree

from odoo.fields import Command, Datetime

WAITING = [("caetic_approval_state", "=", "submitted")]
PAGE = 80
PATTERN = 10


def compare(env, number, rounds):
    """Open the queue with a page of documents and with so many, as a coordinator.

    Odoo counts what waits when a page is full: both are.

    Nothing is kept.

    :returns: ``{size: {"queries", "records", "waiting", "seconds"}}``
    """
    user = _coordinator(env)
    pattern = _submit(env)
    rows = {"account.move": pattern.ids, "account.move.line": pattern.line_ids.ids}
    found, copies = {}, {"few": PAGE // PATTERN}
    copies["many"] = number // PATTERN - 1 - copies["few"]
    for size, more in copies.items():
        Cloner(env, rows, more).run()
        env.invalidate_all()
        found[size] = _open(env(user=user.id), rounds)
    env.cr.rollback()
    return found


def _coordinator(env):
    group = env.ref("caetic_members.caetic_members_group_coordinator")
    values = {"name": "Paul", "login": "bench-paul", "lang": "fr_FR"}
    return env["res.users"].create({**values, "group_ids": [Command.link(group.id)]})


def _submit(env):
    """Drafts of ten activities that ask for approval."""
    drafts = [("state", "=", "draft"), ("caetic_activity_id", "!=", False)]
    moves = env["account.move"].search(drafts, limit=PATTERN)
    moves.write(
        {
            "caetic_approval_state": "submitted",
            "caetic_approval_codes": ["amount", "siret"],
            "caetic_date_submitted": Datetime.now(),
        }
    )
    env.flush_all()
    return moves


def _open(env, rounds):
    """What the web client asks for when the list opens, some times."""
    moves = env["account.move"].with_context(lang="fr_FR", bin_size=True)
    view = env.ref("caetic_invoicing.account_move_view_list_approval")
    arch = moves.get_views([(view.id, "list")])["views"]["list"]["arch"]
    types = moves.fields_get(attributes=["type"])
    names = {node.get("name") for node in etree.fromstring(arch).iter("field")}
    linked = {"fields": {"display_name": {}}}
    specification = {
        name: linked if types[name]["type"] in ("many2one", "many2many") else {}
        for name in sorted(names)
    }
    taken, found = [], {}
    for _round in range(rounds):
        env.invalidate_all()
        before, begun = env.cr.sql_log_count, time.perf_counter()
        answer = moves.web_search_read(WAITING, specification, limit=PAGE)
        taken.append(time.perf_counter() - begun)
        found["queries"] = env.cr.sql_log_count - before
        found["records"] = len(answer["records"])
        found["waiting"] = moves.search_count(WAITING)
    return {**found, "seconds": min(taken)}
