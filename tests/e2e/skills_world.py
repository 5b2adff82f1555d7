# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, in the cooperative of ``support.limoux``: who can do what.

Bruno codes, Chloé films, Farid begins to code; Amélie, who draws, has told nothing yet.
The four have an activity each, and keep 90 % of what a customer pays.
"""

# ruff: noqa: F821 - what has no definition comes from the shell and from the world
from dateutil.relativedelta import relativedelta

from odoo import Command

month = env.cr.now().date().replace(day=1)
start = month - relativedelta(months=2)
people = {
    "amelie": ("Amélie Durand", "Studio Garrigue"),
    "bruno": ("Bruno Petit", "Toile du Midi"),
    "chloe": ("Chloé Martin", "Canal Limoux"),
    "farid": ("Farid Benali", "Pixel d'Oc"),
}
staff = {"claire": "coordinator", "jean": "accountant"}
users = {
    login: make_user(login, name, ["base.group_portal"])
    for login, (name, _brand) in people.items()
}
for login, role in staff.items():
    group = f"caetic_members.caetic_members_group_{role}"
    users[login] = make_user(login, login.title(), [group])
scheme = env["caetic.contribution.scheme"].create(
    {
        "name": "10 % de l'encaissé",
        "base": "cashed",
        "tier_ids": [Command.create({"from_amount": 0, "rate": 10})],
    }
)
# The whole website is the cooperative's, and so is its directory.
env["website"].search([]).company_id = company
company.caetic_directory = True


def host(login, brand):
    """Somebody with a contract and an activity."""
    user = users[login]
    member = env["caetic.member"].create(
        {"partner_id": user.partner_id.id, "user_id": user.id}
    )
    member._record_step("cesa", start, check=False)
    env["caetic.contract"].create(
        {
            "member_id": member.id,
            "kind": "cesa",
            "date_start": start,
            "state": "running",
        }
    )
    activity = env["caetic.activity"].create(
        {
            "name": brand,
            "scheme_id": scheme.id,
            "date_start": start,
            "adviser_id": users["claire"].id,
            "stake_ids": [Command.create({"member_id": member.id})],
        }
    )
    return member, activity


def tell_skills(login, trade, levels):
    """What somebody says of themself: a trade, skills by level."""
    member, _activity = hosted[login]
    profile = env["caetic.profile"]._ensure_profiles_sudo(member)
    rows = []
    for name, level in levels.items():
        skill = env.ref(f"caetic_skills.skill_{name}")
        own = skill.skill_type_id.skill_level_ids
        rows.append(
            {
                "skill_id": skill.id,
                "skill_type_id": skill.skill_type_id.id,
                "skill_level_id": own.filtered(
                    lambda one, level=level: one.level_progress == level
                ).id,
            }
        )
    profile.write(
        {
            "trade_ids": [Command.set(env.ref(f"caetic_members.trade_{trade}").ids)],
            "town": "Limoux",
            "zip": "11300",
            "available_from": start,
            "days_per_month": 10,
            "skill_line_ids": [Command.create(row) for row in rows],
        }
    )


hosted = {login: host(login, brand) for login, (_name, brand) in people.items()}
# The stakes were written beside the relation that members read.
env.invalidate_all()
tell_skills("bruno", "1_05", {"wordpress": 100, "html": 75, "php": 50})
tell_skills("chloe", "2_12", {"editing": 75, "shooting": 75, "directing": 50})
tell_skills("farid", "1_05", {"wordpress": 50, "html": 50, "javascript": 25})
env.cr.commit()
answer(
    {
        "password": PASSWORD,
        "activities": {login: activity.id for login, (_m, activity) in hosted.items()},
        "bank": env["account.journal"].search([("type", "=", "bank")], limit=1).id,
    }
)
