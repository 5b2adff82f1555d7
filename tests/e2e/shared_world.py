# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, in the cooperative of ``support.limoux``: three who sell together.

Amélie invoices alone up to 5 000 EUR; nobody has sold anything yet.
"""

# ruff: noqa: F821 - what has no definition comes from the shell and from the world
from dateutil.relativedelta import relativedelta

from odoo import Command

month = env.cr.now().date().replace(day=1)
begun = month - relativedelta(months=2)
roles = {
    "amelie": ("Amélie Durand", "base.group_portal"),
    "bruno": ("Bruno Martin", "base.group_portal"),
    "chloe": ("Chloé Petit", "base.group_portal"),
    "diane": ("Diane Roux", "base.group_portal"),
    "claire": ("Claire", "caetic_members.caetic_members_group_coordinator"),
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
brands = {
    "amelie": "Studio Garrigue",
    "bruno": "Atelier Corbières",
    "chloe": "Canal Limoux",
    "diane": "Encre Alet",
}
activities = {}
for login, brand in brands.items():
    user = users[login]
    member = env["caetic.member"].create(
        {"partner_id": user.partner_id.id, "user_id": user.id}
    )
    env["caetic.contract"].create(
        {
            "member_id": member.id,
            "kind": "cesa",
            "date_start": begun,
            "state": "running",
        }
    )
    activities[login] = env["caetic.activity"].create(
        {
            "name": brand,
            "scheme_id": scheme.id,
            "date_start": begun,
            "auto_post_limit": 5000,
            "adviser_id": users["claire"].id,
            "stake_ids": [Command.create({"member_id": member.id})],
        }
    )
env.cr.commit()
answer(
    {
        "password": PASSWORD,
        "activities": {login: one.id for login, one in activities.items()},
    }
)
