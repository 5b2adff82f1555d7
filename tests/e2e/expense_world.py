# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, in the cooperative of ``support.limoux``: Amélie and the staff."""

# ruff: noqa: F821 - what has no definition comes from the shell and from the world
from dateutil.relativedelta import relativedelta

from odoo import Command

month = env.cr.now().date().replace(day=1)
begun = month - relativedelta(months=2)
roles = {
    "amelie": ("Amélie Durand", "base.group_portal"),
    "bruno": ("Bruno Vidal", "base.group_portal"),
    "jean": ("Jean", "caetic_members.caetic_members_group_accountant"),
}
users = {
    login: make_user(login, name, [group]) for login, (name, group) in roles.items()
}
scheme = env["caetic.contribution.scheme"].create(
    {
        "name": "10 % de l'encaissé",
        "base": "cashed",
        "tier_ids": [Command.create({"from_amount": 0, "rate": 10})],
    }
)
activities = {}
for login, name in (("amelie", "Studio Garrigue"), ("bruno", "Atelier Vidal")):
    member = env["caetic.member"].create(
        {"partner_id": users[login].partner_id.id, "user_id": users[login].id}
    )
    env["caetic.contract"].create(
        {
            "member_id": member.id,
            "kind": "cesa",
            "date_start": begun,
            "state": "running",
        }
    )
    member._ensure_employee_sudo(begun)
    activities[login] = env["caetic.activity"].create(
        {
            "name": name,
            "scheme_id": scheme.id,
            "date_start": begun,
            "adviser_id": users["jean"].id,
            "stake_ids": [Command.create({"member_id": member.id})],
        }
    )
env.cr.commit()
answer({"password": PASSWORD, "activity": activities["amelie"].id})
