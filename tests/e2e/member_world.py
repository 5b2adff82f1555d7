# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, in the cooperative of ``support.limoux``: a meeting for anybody."""

# ruff: noqa: F821 - what has no definition comes from the shell and from the world
from datetime import timedelta

now = env.cr.now()
roles = ("adviser", "coordinator", "accountant")
groups = [f"caetic_members.caetic_members_group_{role}" for role in roles]
make_user("claire", "Claire Aubert", groups)
env["caetic.share.type"].create({"name": "Parts A", "nominal": 50})
addon = "caetic_members_website_event"
meeting = env["event.event"].create(
    {
        "name": "Réunion d'information collective",
        "event_type_id": env.ref(f"{addon}.event_type_information").id,
        "date_begin": now + timedelta(hours=2),
        "date_end": now + timedelta(hours=4),
        "is_published": True,
    }
)
env.cr.commit()
answer({"meeting": meeting.id, "password": PASSWORD})
