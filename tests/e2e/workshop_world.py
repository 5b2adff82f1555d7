# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo: sessions with one seat, two people who want it, a coordinator."""

# ruff: noqa: F821 - what has no definition comes from the shell
from datetime import date, timedelta

PASSWORD = "atelier-de-limoux"
FIGHTS = 8
WAY = ("informed", "diagnosed", "committee", "admitted", "cape")
env["res.lang"]._activate_lang("fr_FR")


def make_person(login, name):
    partner = env["res.partner"].create(
        {"name": name, "email": f"{login}@courriel.example", "lang": "fr_FR"}
    )
    user = (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "login": login,
                "password": PASSWORD,
                "partner_id": partner.id,
                "group_ids": [(6, 0, [env.ref("base.group_portal").id])],
            }
        )
    )
    member = env["caetic.member"].create({"partner_id": partner.id, "user_id": user.id})
    for kind in WAY:
        member._record_step(kind, date.today() - timedelta(days=30), check=False)
    return member


def make_session(rank):
    return env["event.event"].create(
        {
            "name": f"Atelier {rank}",
            "caetic_module_id": env.ref("caetic_workshops.module_management").id,
            "stage_id": env.ref("event.event_stage_announced").id,
            "address_id": env.ref("caetic_workshops.venue_limoux").id,
            "date_tz": "Europe/Paris",
            "seats_limited": True,
            "seats_max": 1,
            "event_slot_ids": [
                (
                    0,
                    0,
                    {
                        "date": date.today() + timedelta(days=30 + rank),
                        "start_hour": 9,
                        "end_hour": 12.5,
                    },
                )
            ],
        }
    )


people = [make_person("rose", "Rose Vidal"), make_person("hugo", "Hugo Petit")]
sessions = [make_session(rank) for rank in range(FIGHTS + 1)]
env.cr.commit()
answer(
    {
        "password": PASSWORD,
        "people": {one.user_id.login: one.id for one in people},
        "sessions": sessions and [one.id for one in sessions],
    }
)
