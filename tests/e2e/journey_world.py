# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, in the cooperative of ``support.limoux``: Amélie and the staff.

She has not sold anything yet.
"""

# ruff: noqa: F821 - what has no definition comes from the shell and from the world
from dateutil.relativedelta import relativedelta

from odoo import Command

month = env.cr.now().date().replace(day=1)
roles = {
    "amelie": ("Amélie Durand", "base.group_portal"),
    "claire": ("Claire", "caetic_members.caetic_members_group_coordinator"),
    "jean": ("Jean", "caetic_members.caetic_members_group_accountant"),
}
users = {
    login: make_user(login, name, [group]) for login, (name, group) in roles.items()
}
member = env["caetic.member"].create(
    {"partner_id": users["amelie"].partner_id.id, "user_id": users["amelie"].id}
)
env["caetic.contract"].create(
    {
        "member_id": member.id,
        "kind": "cesa",
        "date_start": month - relativedelta(months=2),
        "state": "running",
    }
)
scheme = env["caetic.contribution.scheme"].create(
    {
        "name": "10 % de l'encaissé",
        "base": "cashed",
        "tier_ids": [Command.create({"from_amount": 0, "rate": 10})],
    }
)
activity = env["caetic.activity"].create(
    {
        "name": "Studio Garrigue",
        "email": "bonjour@garrigue.example",
        "scheme_id": scheme.id,
        "date_start": month - relativedelta(months=2),
        "auto_post_limit": 1000,
        "adviser_id": users["claire"].id,
        "stake_ids": [Command.create({"member_id": member.id})],
    }
)
env.cr.commit()
answer({"password": PASSWORD, "activity": activity.id})
