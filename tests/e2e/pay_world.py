# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo, in the cooperative of ``support.limoux``: two people, one month.

Amélie has been paid 4 000 EUR by a customer; 10 % of it is contributed. The cooperative
has 30 people, work accidents at 1.5 %, no health cover: the arithmetic is in the tests.
"""

# ruff: noqa: F821 - what has no definition comes from the shell and from the world
from dateutil.relativedelta import relativedelta

from odoo import Command

today = env.cr.now().date()
month = today.replace(day=1)
roles = {
    "amelie": ("Amélie Durand", "base.group_portal"),
    "basile": ("Basile Roux", "base.group_portal"),
    "paul": ("Paul", "caetic_members.caetic_members_group_payroll_officer"),
    "claire": ("Claire", "caetic_members.caetic_members_group_adviser"),
}
users = {
    login: make_user(login, name, [group]) for login, (name, group) in roles.items()
}
risk = env["caetic.risk.code"].create(
    {
        "code": "741GB",
        "name": "Conseil",
        "rate_ids": [Command.create({"date_from": "2025-01-01", "rate": 1.5})],
    }
)
company.write(
    {
        "caetic_headcount": 30,
        "caetic_risk_id": risk.id,
        "caetic_settlement": "month",
        "caetic_health_premium": 0,
    }
)
scheme = env["caetic.contribution.scheme"].create(
    {
        "name": "10 % de l'encaissé",
        "base": "cashed",
        "tier_ids": [Command.create({"from_amount": 0, "rate": 10})],
    }
)
bank = env["res.bank"].create({"name": "Banque", "bic": "AGRIFRPPXXX"})


def make_account(partner, number):
    return env["res.partner.bank"].create(
        {
            "acc_number": number,
            "partner_id": partner.id,
            "bank_id": bank.id,
            "allow_out_payment": True,
        }
    )


def make_activity(login, name, number):
    user = users[login]
    member = env["caetic.member"].create(
        {"partner_id": user.partner_id.id, "user_id": user.id}
    )
    env["caetic.contract"].create(
        {
            "member_id": member.id,
            "kind": "cesa",
            "date_start": month - relativedelta(months=2),
            "state": "running",
            "fixed_part": 150,
        }
    )
    make_account(user.partner_id, number)
    return env["caetic.activity"].create(
        {
            "name": name,
            "scheme_id": scheme.id,
            "date_start": month - relativedelta(months=2),
            "stake_ids": [Command.create({"member_id": member.id})],
        }
    )


studio = make_activity("amelie", "Studio Garrigue", "FR1420041010050500013M02606")
atelier = make_activity("basile", "Atelier Razès", "FR7610107001011234567890129")
journal = env["account.journal"].search([("type", "=", "bank")], limit=1)
journal.bank_account_id = make_account(
    company.partner_id, "FR7630006000011234567890189"
)
env["account.payment.method.line"].create(
    {
        "name": "SEPA",
        "company_id": company.id,
        "payment_method_id": env.ref(
            "account_payment_sepa_credit_transfer.sepa_credit_transfer"
        ).id,
        "bank_account_link": "fixed",
        "journal_id": journal.id,
        "payment_account_id": company.caetic_disbursement_account_id.id,
        "selectable": True,
    }
)
customer = env["res.partner"].create({"name": "SARL La Cigale"})
invoice = env["account.move"].create(
    {
        "move_type": "out_invoice",
        "partner_id": customer.id,
        "invoice_date": month - relativedelta(days=20),
        "invoice_line_ids": [
            Command.create(
                {
                    "name": "Refonte du site",
                    "price_unit": 4000,
                    "analytic_distribution": studio._get_distribution(),
                }
            )
        ],
    }
)
invoice.action_post()
env["account.payment.register"].with_context(
    active_model="account.move", active_ids=invoice.ids
).create(
    {"payment_date": month - relativedelta(days=10), "journal_id": journal.id}
)._create_payments()
env.cr.commit()
answer(
    {
        "password": PASSWORD,
        "studio": studio.id,
        "atelier": atelier.id,
    }
)
