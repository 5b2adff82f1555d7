# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: closes of a month, of cooperatives of several sizes."""

import resource
import time

from cloning import Cloner
from dateutil.relativedelta import relativedelta
from seeding import make_activity_rows, make_models
from world import World

# Two months are closed and measured; the one before is closed already.
CLOSED, MEASURED = 3, (2, 1)


def seed(env):
    """Make one activity of each scheme, with fourteen months of accounts; save it.

    :returns: number of activities
    """
    world = World(env)
    models = make_models(world)
    world.close(CLOSED)
    env.cr.commit()
    return len(models)


def grow(env, count):
    """Multiply the activities until there are so many; return their identifiers."""
    activities = env["caetic.activity"].search([])
    Cloner(env, make_activity_rows(activities), count // len(activities) - 1).run()
    env.cr.execute("ANALYZE")
    env.cr.commit()
    return sorted(activities.search([]).ids)


def measure(env):
    """Close two months of all activities, each in two acts, as the accountant does.

    :returns: seconds and queries of each act, what was made, and the most memory that
        the process has held, in MB
    """
    acts = ("action_compute", "action_post")
    found = {act: {"seconds": 0, "queries": 0} for act in acts}
    closings = env["caetic.closing"]
    today = env.cr.now().date().replace(day=1)
    for months_ago in MEASURED:
        last_day = today - relativedelta(months=months_ago - 1, days=1)
        closing = closings.create({"date": last_day})
        env.cr.commit()
        for act in acts:
            _add(found[act], closing, act)
        closings |= closing
    lines = closings.line_ids
    return {
        "acts": found,
        "lines": len(lines.filtered(lambda line: line.state == "posted")),
        "entries": len(lines.move_ids),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _add(figures, closing, act):
    cr = closing.env.cr
    before, begun = cr.sql_log_count, time.perf_counter()
    getattr(closing, act)()
    cr.commit()
    figures["seconds"] += time.perf_counter() - begun
    figures["queries"] += cr.sql_log_count - before


def warm_up(env):
    """Close the few models, and forget it: no act of a size is the first of all.

    They are less than a batch: nothing is saved in between.
    """
    last_day = env.cr.now().date().replace(day=1) - relativedelta(months=1, days=1)
    closing = env["caetic.closing"].create({"date": last_day})
    closing.action_compute()
    closing.action_post()
    env.flush_all()
    env.cr.rollback()
