# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Run inside Odoo after world.py: what entrepreneurs do every day, of every kind."""

# ruff: noqa: F821 - env, answer and the builders come from the text before this one
import io

from dateutil.relativedelta import relativedelta
from reportlab.pdfgen import canvas

from odoo import Command

from odoo.addons.caetic_expenses import engine as expenses
from odoo.addons.caetic_invoicing import engine as invoicing
from odoo.addons.caetic_members.uploads import check_upload
from odoo.addons.caetic_purchases import engine as purchases

# A supplier that the cooperative knows is the same for all: each has their own here.
SUPPLIERS = {"alix": "424761419", "basile": "433115904"}


def make_quotes(activity, customer, cents):
    """A quote being written and one that the customer reads, with its payments."""
    line = {"product_id": service.id, "name": "Work", "product_uom_qty": 1}
    deposit = {"kind": "deposit", "label": "Deposit", "percentage": 30}
    balance = {"kind": "balance", "label": "Balance", "percentage": 70}
    quotes = env["sale.order"].create(
        [
            {
                "partner_id": customer.id,
                "caetic_activity_id": activity.id,
                "caetic_conditions": "Conditions",
                "caetic_stage_ids": [Command.create(one) for one in (deposit, balance)],
                "order_line": [Command.create({**line, "price_unit": price})],
            }
            for price in (3193 + cents / 100, 2193 + cents / 100)
        ]
    )
    share_quotes(quotes, cents)
    quotes[0]._caetic_open()
    for quote in quotes:
        quote._portal_ensure_token()
        talk(quote)
    return quotes


def share_quotes(quotes, cents):
    """One waits for the answer of another activity, one will leave with its share."""
    part = {"activity_id": fellow.id, "percentage": 10 + cents / 100}
    shares = env["caetic.sale.share"].create(
        [{**part, "order_id": quote.id} for quote in quotes]
    )
    shares.with_context(caetic_no_mail=True)._agreement_ask()


def make_followed(activity, moves, cents):
    """What is sold again, hoped for, reminded and contested."""
    own, price = {"activity_id": activity.id}, 193 + cents / 100
    item = env["caetic.catalogue.item"].create(
        {**own, "name": "Item", "product_id": service.id, "price": price}
    )
    env["caetic.sales.forecast"].create({**own, "month": month_end, "amount": price})
    level = env.ref("caetic_invoicing.reminder_level_friendly")
    reminders = env["caetic.reminder"]
    move = moves["posted"]
    reminders.create(reminders._prepare_reminder(move, level, is_automatic=False))
    env["caetic.dispute"].create({"move_id": move.id, "reason": "Reason"})
    env["caetic.doubtful.debt"].create({"move_id": move.id, "date": month_end})
    return item


def make_repeated(activity, customer, moves, cents):
    """An invoice that repeats, and one written in several times.

    Its next day is to come: nothing is issued while somebody visits.
    """
    monthly = {"unit": "month", "day": 1, "mode": "review"}
    recurring = env["caetic.recurring.invoice"].create(
        {
            **monthly,
            "name": "Hosting",
            "activity_id": activity.id,
            "source_id": moves["posted"].id,
            "date_start": today.replace(day=1) + relativedelta(months=2),
        }
    )
    env["caetic.recurring.period"].create(
        {
            "recurring_id": recurring.id,
            "rank": -1,
            "date_from": last_month_end,
            "date_to": month_end,
            "move_id": moves["posted"].id,
        }
    )
    agreed = make_invoice(activity, customer, 2193 + cents / 100)
    form = {"name": "Site", "method": "stages"}
    form |= {"stage-0-label": "Start", "stage-0-percentage": "30"}
    parts = activity.with_user(activity.member_ids.user_id)._portal_get_parts(agreed)
    typed, issues = invoicing.parse_plan(form, parts)
    if issues:
        raise ValueError(issues)
    plan = env["caetic.invoice.plan"]._make(agreed, typed)
    return {"plan": plan.id, "stages": plan.line_ids.ids, "recurring": recurring.id}


def make_convention(activity, cents):
    """What two activities agree on for the invoices to come; one has to answer."""
    share = Command.create({"activity_id": fellow.id, "percentage": 10 + cents / 100})
    convention = env["caetic.share.agreement"].create(
        {"name": "Together", "activity_id": activity.id, "line_ids": [share]}
    )
    talk(convention)
    return convention


def make_spent(member, activity, cents):
    """An expense with its receipt, a vehicle and a journey."""
    member._ensure_employee_sudo(year_before)
    vehicle = env["caetic.vehicle"].create(
        {
            "member_id": member.id,
            "name": "Vehicle",
            "power": 5,
            "plate": f"AA-{cents:03}-BB",
            "date_from": year_before,
            "card": picture(cents + 20),
            "card_name": "card.png",
        }
    )
    trip = env["caetic.trip"].create(
        {
            "activity_id": activity.id,
            "member_id": member.id,
            "vehicle_id": vehicle.id,
            "date": month_end,
            "place_from": "Limoux",
            "place_to": "Carcassonne",
            "km": 50,
            "purpose": "Customer",
        }
    )
    kind = env.ref("caetic_expenses.product_meal").id
    told = {"row": 0, "date": month_end, "kind_id": kind, "rate": "10", "label": "Meal"}
    rest = {"in_name": True, "waived": False, "kept_id": 0}
    typed = expenses.ExpenseInput(**told, amount=193 + cents / 100, **rest)
    expense = activity.with_user(member.user_id)._portal_save_expenses([typed])
    paper = {"name": "receipt.txt", "raw": b"receipt", "res_model": "hr.expense"}
    env["ir.attachment"].create({**paper, "res_id": expense.id})
    talk(env["hr.expense"].browse(expense.id))
    return {"expense": expense.id, "vehicle": vehicle.id, "trip": trip.id}


def make_bought(member, activity, cents):
    """A bill sent from the portal, that waits for staff."""
    target = io.BytesIO()
    paper = canvas.Canvas(target)
    paper.drawString(100, 700, f"Bill {cents}")
    paper.save()
    upload, _code = check_upload("bill.pdf", target.getvalue(), ("pdf",))
    own = activity.with_user(member.user_id)
    draft, _known = own._portal_receive_purchase(upload, target.getvalue())
    form = {
        "supplier": "new",
        "name": "Supplier",
        "siren": SUPPLIERS[member.user_id.login],
        "kind": "bill",
        "date": str(month_end),
        "reference": f"Bill {cents}",
        "paid": "coop",
        "line-0-label": "Hosting",
        "line-0-kind": str(env.ref("caetic_purchases.product_hosting").id),
        "line-0-rate": "20",
        "line-0-untaxed": f"{100 + cents}",
        "line-0-vat": f"{(100 + cents) * 0.2:.2f}",
    }
    bill, issues = purchases.parse_bill(form, own._portal_get_purchase_rates())
    if issues:
        raise ValueError(issues)
    own._portal_save_purchase(bill, form, draft, submit=True)
    return env["account.move"].browse(draft.id)


def make_desk(member, activity, customer, moves, cents):
    """What entrepreneurs do every day; returns what to look for."""
    quotes = make_quotes(activity, customer, cents)
    bought = make_bought(member, activity, cents)
    item = make_followed(activity, moves, cents)
    return {
        "quotes": quotes.ids,
        "quote_tokens": quotes.mapped("access_token"),
        "article": item.id,
        "purchase": bought.id,
        "shares": (moves["shared"].caetic_share_ids | quotes.caetic_share_ids).ids,
        "convention": make_convention(activity, cents).id,
        **make_repeated(activity, customer, moves, cents),
        **make_spent(member, activity, cents),
    }


def make_pooled(member, activity, cents):
    """An advance, a loan of a fund and what comes back of it, a computer."""
    own = {"activity_id": activity.id, "amount": 193 + cents / 100}
    advance = env["caetic.advance"].create(
        {**own, "date_due": today + relativedelta(days=30), "reason": "Reason"}
    )
    advance.action_grant()
    loan = env["caetic.fund.request"].create(
        {
            **own,
            "fund_id": fund.id,
            "member_id": member.id,
            "reason": "Reason",
            "decision": "Decision",
            "months": 2,
        }
    )
    back = {"request_id": loan.id, "amount": 96 + cents / 100}
    env["caetic.fund.instalment"].create({**back, "date": today})
    computer = env["caetic.equipment"].create(
        {
            "activity_id": activity.id,
            "name": "Computer",
            "serial": "Serial",
            "kind_id": env.ref("caetic_funds.equipment_kind_it").id,
            "date_start": month_end,
            "value": 1193 + cents / 100,
        }
    )
    computer.action_start()
