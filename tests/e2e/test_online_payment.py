# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A customer pays a deposit and an invoice by card, without an account.

The card is that of ``payment_demo``, which comes with Odoo and takes no real money.
"""

import re
from pathlib import Path

import pytest
from caetic_cli import databases
from support.browser import DESK
from support.journey import Journey, text_of
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox
from support.odoo import options, script

WORLD = Path(__file__).with_name("journey_world.py")
AMELIE = "amelie@cae.example"
# A quote of 1 200 EUR without VAT, 30 % of it when it is signed; an invoice of 500.
STORY = """
from odoo import Command

activity = env["caetic.activity"].search([("name", "=", "Studio Garrigue")])
activity.auto_post_limit = 5000
service = env.ref("caetic_invoicing.product_service")
customer = env["res.partner"].create(
    {
        "name": "SARL La Cigale",
        "is_company": True,
        "company_registry": "73282932000074",
        "vat": "FR44732829320",
        "email": "compta@cigale.example",
        "street": "2 rue des Vignes",
        "zip": "11000",
        "city": "Carcassonne",
        "country_id": env.ref("base.fr").id,
        "lang": "fr_FR",
        "caetic_activity_ids": [Command.set(activity.ids)],
    }
)
line = {"name": "Site web", "product_id": service.id, "price_unit": 1200}
quote = env["sale.order"].create(
    {
        "partner_id": customer.id,
        "caetic_activity_id": activity.id,
        "require_signature": True,
        "require_payment": True,
        "prepayment_percent": 0.3,
        "order_line": [Command.create({**line, "product_uom_qty": 1})],
        "caetic_stage_ids": [
            Command.create({"sequence": 1, "kind": "deposit", "percentage": 30}),
            Command.create({"sequence": 2, "kind": "balance", "percentage": 70}),
        ],
    }
)
quote._caetic_submit()
invoice = env["account.move"].create(
    {
        "move_type": "out_invoice",
        "partner_id": customer.id,
        "caetic_activity_id": activity.id,
        "invoice_line_ids": [Command.create({**line, "price_unit": 500})],
    }
)
invoice._caetic_submit()
links = {"quote_link": quote.get_portal_url(), "invoice_link": invoice.get_portal_url()}
env.cr.commit()
answer(
    {
        **links,
        "quote": quote.id,
        "invoice": invoice.id,
        "payable": activity.company_id._caetic_is_paid_online(),
    }
)
"""
# What the ledger says in the end. The two jobs that tell of payments run here, so that
# none of the server writes at the same time as the customer.
OUTCOME = """
quote = env["sale.order"].browse({quote})
deposit = quote.caetic_stage_ids.filtered(lambda one: one.kind == "deposit").move_id
env["caetic.payment.notice"]._cron_send()
env.cr.commit()
env["mail.mail"].process_email_queue()
found = {{}}
invoice = env["account.move"].browse({invoice})
for name, move in (("deposit", deposit), ("invoice", invoice)):
    payment = move.reconciled_payment_ids
    money = payment.move_id.line_ids - payment.move_id.line_ids.filtered(
        lambda line: line.account_id.account_type == "asset_receivable"
    )
    found[name] = {{
        "state": move.state,
        "owed": str(move._caetic_get_owed().get(move.id)),
        "total": move.amount_total,
        "left": move.amount_residual,
        "code": move._portal_get_states()[move.id],
        "paid": payment.amount,
        "payment": payment.state,
        "journal": payment.journal_id.type,
        "debit": money.account_id.account_type,
        "same": money.account_id == env.company.caetic_receipt_account_id,
    }}
answer({{"quote": quote.state, **found}})
"""


class Payment(Journey):
    @property
    def home(self):
        return f"{self.url}/my/activities/{self.story['activity']}"


def pay(page):
    """Fill the form of the test card and wait until the payment is done."""
    form = page.locator("form.o_payment_form:visible")
    form.wait_for()
    form.locator("input[name=o_payment_radio]").first.check()
    form.locator("#simulated_payment_state:visible").select_option("done")
    page.locator("button[name=o_payment_submit_button]:visible").click()
    page.wait_for_url("**/payment/status**")
    page.wait_for_url(re.compile(r"/my/(orders|invoices)/"))


def sign_and_pay(journey, page):
    page.goto(journey.url + journey.story["quote_link"])
    page.get_by_role("button", name=re.compile("Signer")).first.click()
    page.locator("#modalaccept .o_portal_sign_submit:not([disabled])").click()
    page.wait_for_url("**allow_payment=yes**")
    pay(page)
    journey.seen["signed"] = text_of(page.locator("main").first)


def pay_invoice(journey, page):
    page.goto(journey.url + journey.story["invoice_link"])
    page.get_by_role("link", name="Payer maintenant").first.click()
    pay(page)
    journey.seen["paid"] = text_of(page.locator("main").first)


def look_at_link(journey, page):
    page.goto(f"{journey.home}/invoices/{journey.story['invoice']}")
    journey.seen["link"] = page.locator("#caetic_link").input_value()


def look_at_home(journey, page):
    page.goto(journey.home)
    journey.look(page, "home")


@pytest.fixture(scope="module")
def journey(make_db, make_server, browser):
    """Two payments by somebody who has no account, played once."""
    with mailbox() as mail:
        database = make_db("full")
        arguments = ["-d", database, "-i", "payment_demo", "--stop-after-init"]
        databases.odoo(arguments, log=f"payment-{database}", extra=options())
        story = tell(database, WORLD, mail)
        story |= script(database, STORY)
        server = make_server(database)
        played = Payment(server, browser, story, mail)
        played.play("amelie", "/my", [look_at_link])
        played.play(None, "/", [sign_and_pay, pay_invoice], DESK)
        played.outcome = script(database, OUTCOME.format(**story))
        played.play("amelie", "/my", [look_at_home])
        yield played
        assert errors(server.log) == []


def test_entrepreneur_has_the_link_to_give(journey):
    assert journey.story["payable"]
    assert journey.seen["link"].endswith(journey.story["invoice_link"])


def test_deposit_is_invoiced_and_paid_at_once(journey):
    """30 % of 1 440 EUR are 432; the invoice of a deposit is owed (CGI art. 289)."""
    outcome = journey.outcome["deposit"]
    assert journey.outcome["quote"] == "sale"
    assert (outcome["state"], outcome["code"]) == ("posted", "paid")
    assert (outcome["total"], outcome["paid"], outcome["left"]) == (432, 432, 0)


def test_invoice_is_paid(journey):
    """500 EUR and 20 % of VAT: 600."""
    outcome = journey.outcome["invoice"]
    assert outcome["code"] == "paid"
    assert (outcome["total"], outcome["paid"], outcome["left"]) == (600, 600, 0)
    assert outcome["owed"] == "0.00"


def test_payments_are_entries_of_a_bank_journal(journey):
    """Money that the provider has not handed over yet waits on its own account."""
    for name in ("deposit", "invoice"):
        outcome = journey.outcome[name]
        assert outcome["journal"] == "bank"
        assert outcome["payment"] in ("in_process", "paid")
        assert outcome["same"]


def test_customer_sees_that_it_is_paid(journey):
    assert "Payé" in journey.seen["paid"]


def test_entrepreneur_is_told_by_mail(journey):
    """432 TTC are 360 HT, 324 once contributed; 600 are 500, then 450."""
    messages = journey.mail.wait_for(AMELIE, "disponibles")
    subjects = " ".join(str(one["Subject"]) for one in messages)
    assert "324" in subjects or "450" in subjects


def test_money_is_available(journey):
    """90 % of 360 + 500 EUR is 774."""
    assert "774,00 €" in journey.seen["home"]


def test_browser_had_nothing_to_complain_of(journey):
    assert journey.complaints == []
