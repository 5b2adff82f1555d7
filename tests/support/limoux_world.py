# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, before a story of its own: a cooperative and its mail server.

``mail_port`` comes from ``support.limoux``: where the company's mail server listens.
"""

# ruff: noqa: F821 - env and mail_port come from the shell that runs this text
from datetime import timedelta

PASSWORD = "Limoux-2026!"
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
# Only what somebody triggers runs at once: a server that starts with every job of the
# day to do lets a message wait for a minute on a busy machine.
later = env.cr.now() + timedelta(days=1)
env["ir.cron"].search([]).write({"nextcall": later})


def make_user(login, name, groups):
    """Make somebody who logs in with the password of everybody."""
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "login": login,
                "password": PASSWORD,
                "name": name,
                "email": f"{login}@cae.example",
                "lang": "fr_FR",
                "tz": "Europe/Paris",
                "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
            }
        )
    )
