# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo: a cooperative, its coordinator, a meeting to which anybody may come.

``mail_port`` comes from the test: where the company's mail server listens.
"""

# ruff: noqa: F821 - env, answer and mail_port come from the shell that runs this text
from datetime import timedelta

PASSWORD = "Limoux-2026!"
now = env.cr.now()
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
roles = ("adviser", "coordinator", "accountant")
groups = [f"caetic_members.caetic_members_group_{role}" for role in roles]
env["res.users"].with_context(no_reset_password=True).create(
    {
        "login": "claire",
        "password": PASSWORD,
        "name": "Claire Aubert",
        "email": "claire@cae.example",
        "lang": "fr_FR",
        "tz": "Europe/Paris",
        "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
    }
)
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
