# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: available money of many activities, by the addons and by hand."""

import time
from decimal import Decimal
from pathlib import Path

from dateutil.relativedelta import relativedelta

from odoo.fields import Date

BY_HAND = Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8")


def compare(env, activity_ids):
    """What the two say of today and of the end of last month.

    :returns: ``{day: [[activity_id, by the addons, by hand], ...]}``
    """
    today = Date.context_today(env.user)
    days = (today, today.replace(day=1) - relativedelta(days=1))
    return {str(day): _compare(env, activity_ids, day) for day in days}


def _compare(env, activity_ids, day):
    own, hand = (
        _ask_addons(env, activity_ids, day),
        _ask_by_hand(env, activity_ids, day),
    )
    return [
        [activity_id, str(own.get(activity_id)), str(hand.get(activity_id))]
        for activity_id in sorted({*own, *hand, *activity_ids})
    ]


def measure(env, activity_ids, rounds, warm_up):
    """Time both in turn: ``{"addons": [seconds, ...], "by_hand": [seconds, ...]}``."""
    today = Date.context_today(env.user)
    taken = {name: [] for name in WAYS}
    queries = {}
    for _round in range(warm_up + rounds):
        for name, ask in WAYS.items():
            # Nothing is known from the call before, as in a request of its own.
            env.invalidate_all()
            count, begun = env.cr.sql_log_count, time.perf_counter()
            ask(env, activity_ids, today)
            taken[name].append(time.perf_counter() - begun)
            queries[name] = env.cr.sql_log_count - count
    return {
        "seconds": {name: times[warm_up:] for name, times in taken.items()},
        "queries": queries,
    }


def _ask_addons(env, activity_ids, day):
    statements = env["caetic.activity"].browse(activity_ids)._get_statements(day)
    return {key: statement.available for key, statement in statements.items()}


def _ask_by_hand(env, activity_ids, day):
    env.cr.execute(BY_HAND, {"activities": activity_ids, "today": day})
    cent = Decimal("0.01")
    rows = env.cr.fetchall()
    return {key: Decimal(str(amount)).quantize(cent) for key, amount in rows}


WAYS = {"addons": _ask_addons, "by_hand": _ask_by_hand}
