# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: sessions of few and of many people, run by one facilitator."""

from odoo import Command
from odoo.fields import Date

HALF_DAYS = ((9, 12.5), (14, 17.5))
DAYS = 2


def seed(env, sizes, password):
    """Make a past session of each size, and save them.

    :param sizes: numbers of people
    :returns: ``{size: identifier of the session}``
    """
    facilitator = env["res.users"].create(
        {
            "name": "Lydia Bouziane",
            "login": "facilitator",
            "password": password,
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )
    module = env["caetic.workshop.module"].create({"name": "Banc", "code": "BENCH"})
    sessions = {size: _make(env, module, facilitator, size) for size in sizes}
    env.cr.commit()
    return {str(size): session.id for size, session in sessions.items()}


def _make(env, module, facilitator, size):
    today = Date.context_today(env.user)
    days = [Date.subtract(today, days=number) for number in range(DAYS, 0, -1)]
    event = env["event.event"].create(
        {
            "name": f"Atelier de {size}",
            "caetic_module_id": module.id,
            "date_tz": "Europe/Paris",
            # Without a limit: nobody waits for a seat.
            "seats_limited": False,
            "date_begin": f"{days[0]} 04:00:00",
            "date_end": f"{days[-1]} 21:00:00",
            "caetic_facilitator_ids": [
                Command.create({"partner_id": facilitator.partner_id.id})
            ],
            "event_slot_ids": [
                Command.create({"date": day, "start_hour": start, "end_hour": end})
                for day in days
                for start, end in HALF_DAYS
            ],
        }
    )
    partners = env["res.partner"].create(
        [{"name": f"Personne {number:03d}"} for number in range(size)]
    )
    env["event.registration"].create(
        [{"event_id": event.id, "partner_id": partner.id} for partner in partners]
    )
    return event


def count(env, session):
    """Return how many rows of a session are in each state."""
    groups = env["caetic.attendance"]._read_group(
        [("event_id", "=", session)], ["state"], ["__count"]
    )
    return dict(groups)
