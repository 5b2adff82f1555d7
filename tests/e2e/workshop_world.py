# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, in the cooperative of ``support.limoux``: two sessions.

One to come, with a single seat; one that runs now, between a half-day of yesterday and
one of tomorrow. Lydia runs both, from outside.
"""

# ruff: noqa: F821 - what has no definition comes from the shell and from the world
from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import Command

now = env.cr.now()
local = now.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo("Europe/Paris"))
today, day = local.date(), timedelta(days=1)
people = {
    "amelie": "Amélie Durand",
    "bruno": "Bruno Petit",
    "chloe": "Chloé Martin",
    "lydia": "Lydia Bouziane",
}
users = {
    login: make_user(login, name, ["base.group_portal"])
    for login, name in people.items()
}
roles = ("adviser", "coordinator")
groups = [f"caetic_members.caetic_members_group_{role}" for role in roles]
claire = make_user("claire", "Claire Aubert", groups)
members = {
    login: env["caetic.member"].create(
        {
            "partner_id": users[login].partner_id.id,
            "user_id": users[login].id,
            "adviser_id": claire.id,
        }
    )
    for login in ("amelie", "bruno", "chloe")
}
env["caetic.contract"].create(
    [
        {
            "member_id": member.id,
            "kind": "cesa",
            "date_start": today - timedelta(days=90),
            "state": "running",
        }
        for member in members.values()
    ]
)
funder = env["res.partner"].create(
    {"name": "Région Occitanie", "caetic_organisation_kind": "funder"}
)
funded = env["caetic.funded.action"].create(
    {
        "name": "Accompagnement collectif",
        "funder_id": funder.id,
        "date_start": today.replace(month=1, day=1) - timedelta(days=365),
    }
)
module = env["caetic.workshop.module"].search([("parent_id", "=", False)], limit=1)
module.stage = False
opened = env["event.stage"].search([("caetic_is_open", "=", True)], limit=1)


def make_session(name, begin, slots, **values):
    """Make a session of half-days ``(date, hour, hour)`` that Lydia runs."""
    session = env["event.event"].create(
        {
            "name": name,
            "caetic_module_id": module.id,
            "caetic_funded_action_id": funded.id,
            "date_tz": "Europe/Paris",
            "date_begin": begin,
            "date_end": begin + timedelta(days=4),
            "stage_id": opened.id,
            **values,
        }
    )
    session.write(
        {
            "event_slot_ids": [
                Command.create({"date": date, "start_hour": start, "end_hour": end})
                for date, start, end in slots
            ],
            "caetic_facilitator_ids": [
                Command.create(
                    {"partner_id": users["lydia"].partner_id.id, "kind": "outside"}
                )
            ],
        }
    )
    return session


single = make_session(
    "Tenir ses comptes",
    now + 20 * day,
    [(today + 21 * day, 9, 12.5), (today + 21 * day, 14, 17.5)],
    seats_limited=True,
    seats_max=1,
)
# Around now, whatever the hour: within the day, as half-days are.
hour = local.hour
running = make_session(
    "Trouver ses clients",
    now - 2 * day,
    [
        (today - day, 9, 12.5),
        (today, max(hour - 1, 0), min(hour + 1, 23) + 0.75),
        (today + day, 9, 12.5),
    ],
)
env["event.registration"].create(
    [
        {
            "event_id": running.id,
            "partner_id": members[login].partner_id.id,
            "caetic_stay_id": members[login].id,
        }
        for login in ("amelie", "chloe")
    ]
)
slots = running.event_slot_ids.sorted("start_datetime")
env.cr.commit()
answer(
    {
        "password": PASSWORD,
        "single": single.id,
        "running": running.id,
        "slots": slots.ids,
        "codes": [slot._caetic_get_code_url_sudo() for slot in slots],
        "funded": funded.id,
        "begin": str(single.event_slot_ids.sorted("start_datetime")[0].start_datetime),
    }
)
