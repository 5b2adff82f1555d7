# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo: a cooperative at work, many activities, two months of accounts.

``plan`` comes from ``support.cooperative``: how many activities, and how many
documents of each kind wait for those who will work on them.
"""

# ruff: noqa: F821 - env, answer and plan come from the shell that runs this text
from dateutil.relativedelta import relativedelta

from odoo import Command

PASSWORD = "Limoux-2026!"
today = env.cr.now().date()
start = today.replace(day=1) - relativedelta(months=2)
days = [start + relativedelta(day=4), start + relativedelta(months=1, day=4)]
company = env.company
company.write(
    {
        "name": "CAE Limoux",
        "street": "1 rue de la Mairie",
        "zip": "11300",
        "city": "Limoux",
        "country_id": env.ref("base.fr").id,
        "vat": "FR23334175221",
        "company_registry": "33417522101010",
        "caetic_legal_form": "Scop SA à capital variable",
        "caetic_capital": "variable",
        "caetic_rcs_city": "Carcassonne",
        "caetic_training_number": "76 11 01234 11",
        "caetic_first_month": start,
    }
)
bank = env["account.journal"].search([("type", "=", "bank")], limit=1)
service = env.ref("caetic_invoicing.product_service").product_variant_id
term = env.ref("account.account_payment_term_30days")
env = env(context={**env.context, "no_reset_password": True, "tracking_disable": True})


def make_users(roles):
    """Make one user a role; the password is hashed once, which takes half a second."""
    users = env["res.users"].create(
        [
            {
                "login": login,
                "name": login.capitalize(),
                "email": f"{login}@example.com",
                "lang": "fr_FR",
                "tz": "Europe/Paris",
                "group_ids": [Command.set(env.ref(group).ids)],
            }
            for login, group in roles.items()
        ]
    )
    users[0].password = PASSWORD
    users.flush_recordset()
    env.cr.execute(
        "UPDATE res_users SET password = (SELECT password FROM res_users WHERE id = %s)"
        " WHERE id IN %s",
        (users[0].id, tuple(users.ids)),
    )
    return {user.login: user for user in users}


def make_schemes():
    """One of each base, so that months are explained by different rules."""
    common = {"company_id": company.id, "fee_month": 16}
    tiers = [(0, 11), (1000, 10)]
    rows = [
        {"name": "10 %", "base": "cashed", "tiers": [(0, 10)]},
        {"name": "11 / 10 %", "base": "invoiced", "tiers": tiers},
        {"name": "12 % margin", "base": "margin", "tiers": [(0, 12)]},
    ]
    return env["caetic.contribution.scheme"].create(
        [
            {
                **common,
                "name": row["name"],
                "base": row["base"],
                "tier_ids": [
                    Command.create({"from_amount": amount, "rate": rate})
                    for amount, rate in row["tiers"]
                ],
            }
            for row in rows
        ]
    )


def make_members(logins):
    """One member an activity; the first ones have an account on the portal."""
    users = [users_by_login[login] for login in logins]
    values = [{"partner_id": u.partner_id.id, "user_id": u.id} for u in users]
    people = env["res.partner"].create(
        [{"name": f"Person {i}"} for i in range(len(users), plan["activities"])]
    )
    values += [{"partner_id": person.id} for person in people]
    members = env["caetic.member"].create(values)
    env["caetic.contract"].create(
        [
            {
                "member_id": member.id,
                "kind": "cesa",
                "date_start": start,
                "state": "running",
            }
            for member in members
        ]
    )
    return members


def make_activities(members):
    return env["caetic.activity"].create(
        [
            {
                "name": f"Activity {number:03}",
                "scheme_id": schemes[number % len(schemes)].id,
                "date_start": start,
                "auto_post_limit": 5000,
                "auto_post_refund": not number % 2,
                "stake_ids": [Command.create({"member_id": member.id})],
            }
            for number, member in enumerate(members)
        ]
    )


def make_customers(sellers):
    return env["res.partner"].create(
        [
            {
                "name": f"Customer of {activity.name}",
                "is_company": True,
                "company_registry": "73282932000074",
                "vat": "FR44732829320",
                "email": "customer@example.com",
                "street": "2 rue des Vignes",
                "zip": "11000",
                "city": "Carcassonne",
                "country_id": env.ref("base.fr").id,
                "lang": "fr_FR",
                "company_id": company.id,
                "caetic_activity_ids": [Command.set(activity.ids)],
            }
            for activity in sellers
        ]
    )


def make_common(kind, day, amounts):
    """One document for many activities: a month of accounts in one entry."""
    account = env["account.account"].search([("code", "=like", "604%")], limit=1)
    sold = {"product_id": service.id}
    bought = {"account_id": account.id, "tax_ids": False}
    lines = [
        {
            **(sold if kind == "out_invoice" else bought),
            "name": activity.name,
            "price_unit": amount,
            "analytic_distribution": activity._get_distribution(),
        }
        for activity, amount in amounts.items()
    ]
    values = {
        "move_type": kind,
        "partner_id": town.id,
        "invoice_date": day,
        "date": day,
        "ref": f"{kind} {day}",
        "invoice_line_ids": [Command.create(line) for line in lines],
    }
    move = env["account.move"].create(values)
    move._post(soft=False)
    return move


def pay(move, amount, day):
    context = {"active_model": "account.move", "active_ids": move.ids}
    wizard = env["account.payment.register"].with_context(**context)
    values = {"amount": amount, "payment_date": day, "journal_id": bank.id}
    wizard.create(values)._create_payments()


def make_months():
    """What all the activities sold and bought; the town paid one and a half."""
    for index, day in enumerate(days):
        sales = {a: 331.17 + 7.3 * n for n, a in enumerate(activities)}
        sale = make_common("out_invoice", day, sales)
        part = sale.amount_total if index == 0 else round(sale.amount_total * 0.61, 2)
        pay(sale, part, day + relativedelta(days=14))
        make_common("in_invoice", day, {a: 41.9 for a in activities[::4]})


def make_document(number, kind, day=False):
    """A document of a seller; every third is shared with another activity."""
    activity = sellers[number % len(sellers)]
    other = activities[-1 - number % (len(activities) // 2)]
    shared = kind == "submitted" or number % 3 == 0
    share = {"activity_id": other.id, "percentage": 33.33}
    line = {
        "product_id": service.id,
        "name": "Site web",
        "quantity": 3,
        "price_unit": 101.07 + number,
        "analytic_distribution": activity._get_distribution(),
    }
    return {
        "move_type": "out_invoice",
        "partner_id": customers[number % len(sellers)].id,
        "caetic_activity_id": activity.id,
        "invoice_date": day,
        "invoice_payment_term_id": term.id,
        "ref": f"{kind}-{number}",
        "invoice_line_ids": [Command.create(line)],
        "caetic_share_ids": [Command.create(share)] if shared else [],
    }


def make_documents(kind, day=False):
    numbers = range(plan[kind])
    values = [make_document(number, kind, day) for number in numbers]
    return env["account.move"].create(values)


entrepreneurs = [f"seller{number}" for number in range(plan["sellers"])]
users_by_login = make_users(
    {
        **dict.fromkeys(entrepreneurs, "base.group_portal"),
        "paul": "caetic_members.caetic_members_group_coordinator",
        "nadia": "caetic_members.caetic_members_group_coordinator",
        "jean": "caetic_members.caetic_members_group_accountant",
        "zoe": "caetic_members.caetic_members_group_accountant",
    }
)
schemes = make_schemes()
activities = make_activities(make_members(entrepreneurs))
sellers = activities[: plan["sellers"]]
town = env["res.partner"].create({"name": "Ville de Limoux", "is_company": True})
customers = make_customers(sellers)
make_months()
unpaid = make_documents("unpaid", days[1])
unpaid.caetic_approval_state = "approved"
unpaid._post(soft=False)
submitted = make_documents("submitted")
for move in submitted:
    move._caetic_submit()
env.flush_all()
env.cr.commit()
answer(
    {
        "password": PASSWORD,
        "months": [str(day + relativedelta(day=31)) for day in days],
        "sellers": dict(zip(entrepreneurs, sellers.ids, strict=True)),
        "customers": dict(zip(entrepreneurs, customers.ids, strict=True)),
        "unpaid": unpaid.ids,
        "submitted": submitted.ids,
        "bank": bank.id,
        "service": service.id,
        "term": term.id,
    }
)
