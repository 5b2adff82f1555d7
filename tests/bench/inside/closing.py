# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: closes of a month, of cooperatives of several sizes."""

import os
import resource
import time
from pathlib import Path

import available
from cloning import Cloner
from dateutil.relativedelta import relativedelta
from seeding import make_activity_rows, make_models
from world import World

# The last month is closed and measured; the two before are closed already.
CLOSED = (3, 2)


def seed(env):
    """Make one activity of each scheme, with fourteen months of accounts; save it.

    :returns: number of activities
    """
    world = World(env)
    models = make_models(world)
    for months_ago in CLOSED:
        world.close(months_ago)
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
    """Close the last month of all activities in two acts, as the accountant does.

    :returns: seconds and queries of each act, what was made, and the most memory that
        the process has held, in MB
    """
    closing = env["caetic.closing"].create({"date": _last_day(env)})
    env.cr.commit()
    acts = {act: _act(closing, act) for act in ("action_compute", "action_post")}
    lines = closing.line_ids
    return {
        "acts": acts,
        "lines": len(lines.filtered(lambda line: line.state == "posted")),
        "entries": len(lines.move_ids),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _last_day(env):
    return env.cr.now().date().replace(day=1) - relativedelta(days=1)


def _act(closing, act):
    cr = closing.env.cr
    before, begun, worked = cr.sql_log_count, time.perf_counter(), _processor(cr)
    getattr(closing, act)()
    cr.commit()
    return {
        "seconds": time.perf_counter() - begun,
        "processor": _processor(cr) - worked,
        "queries": cr.sql_log_count - before,
    }


def _processor(cr):
    """Seconds of a processor: of this process and of its session of the database.

    Where the database is on another machine, of this process alone.
    """
    session = Path(f"/proc/{cr._cnx.info.backend_pid}/stat")
    ticks = 0
    if session.exists():
        user, system = session.read_text().rpartition(")")[2].split()[11:13]
        ticks = int(user) + int(system)
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def measure_account(env, activity_id, rounds, warm_up):
    """Ask for one account by the addons and by hand, so many times each.

    :returns: seconds of a processor, by way
    """
    today = env.cr.now().date()
    found = {}
    for name, ask in available.WAYS.items():
        for number in range(warm_up + rounds):
            if number == warm_up:
                worked = _processor(env.cr)
            # Nothing is known from the call before, as in a request of its own.
            env.invalidate_all()
            ask(env, [activity_id], today)
        found[name] = (_processor(env.cr) - worked) / rounds
    return found


def warm_up(env):
    """Close the few models, and forget it: no act of a size is the first of all.

    They are less than a batch: nothing is saved in between.
    """
    closing = env["caetic.closing"].create({"date": _last_day(env)})
    closing.action_compute()
    closing.action_post()
    env.flush_all()
    env.cr.rollback()
