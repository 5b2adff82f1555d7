# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo: Amélie, who has not sold anything yet, and the staff.

``mail_port`` comes from the test: where the company's mail server listens.
"""

# ruff: noqa: F821 - env, answer and mail_port come from the shell that runs this text
from dateutil.relativedelta import relativedelta

from odoo import Command

PASSWORD = "Limoux-2026!"
month = env.cr.now().date().replace(day=1)
company = env.company
company.write(
    {
        "name": "CAE Limoux",
        "street": "1 rue de la Mairie",
        "zip": "11300",
        "city": "Limoux",
        "email": "contact@cae.example",
        "vat": "FR23334175221",
        "company_registry": "33417522101010",
        "caetic_legal_form": "Scop SA à capital variable",
        "caetic_capital": "variable, minimum 18 500 €",
        "caetic_rcs_city": "Carcassonne",
    }
)
server = {"name": "Tests", "smtp_host": "127.0.0.1", "smtp_port": mail_port}
env["ir.mail_server"].create({**server, "smtp_encryption": "none"})
roles = {
    "amelie": "base.group_portal",
    "claire": "caetic_members.caetic_members_group_coordinator",
    "jean": "caetic_members.caetic_members_group_accountant",
}
users = {
    login: env["res.users"]
    .with_context(no_reset_password=True)
    .create(
        {
            "login": login,
            "password": PASSWORD,
            "name": {"amelie": "Amélie Durand"}.get(login, login.capitalize()),
            "email": f"{login}@cae.example",
            "lang": "fr_FR",
            "tz": "Europe/Paris",
            "group_ids": [Command.set(env.ref(group).ids)],
        }
    )
    for login, group in roles.items()
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
