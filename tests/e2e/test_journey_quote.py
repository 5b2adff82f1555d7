# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a quote to available money: signature, deposit, balance, payments.

The journey is played by clicks, in French, on a phone and on a desk; each test looks at
what it left.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from support.browser import DESK
from support.journey import SIZES, Journey, text_of
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox
from support.odoo import script

WORLD = Path(__file__).with_name("journey_world.py")
CUSTOMER = "compta@cigale.example"
# Amélie sends a quote of 1 200 EUR alone, and its invoices.
TRUST = """
env["caetic.activity"].search([]).auto_post_limit = 5000
env.cr.commit()
"""


class QuoteJourney(Journey):
    @property
    def home(self):
        return f"{self.url}/my/activities/{self.story['activity']}"


# -- the entrepreneur quotes -------------------------------------------------------


def open_form(journey, page):
    page.get_by_role("link", name=re.compile("Devis$")).first.click()
    page.get_by_label("Client *", exact=True).select_option("new")
    page.get_by_label("Nom *").fill("SARL La Cigale")
    page.get_by_label("SIRET").fill("73282932000074")
    page.get_by_role("textbox", name="E-mail").fill(CUSTOMER)
    page.get_by_label("Adresse *").fill("2 rue des Vignes")
    page.get_by_label("Code postal *").fill("11000")
    page.get_by_label("Ville *").fill("Carcassonne")


def write_quote(journey, page):
    line = page.locator(".o_caetic_line").first
    line.get_by_label("Libellé").fill("Refonte du site")
    line.get_by_label("Quantité").fill("2")
    line.get_by_label("Prix unitaire").fill("600,00")
    page.get_by_label("Acompte (%)").fill("30")
    page.locator("[data-total=total]", has_text="1 440,00").wait_for()
    page.locator("[data-estimate=own]", has_text="1 080,00").wait_for()
    journey.look(page, "form")


def send(journey, page):
    page.get_by_role("button", name="Vérifier puis envoyer").click()
    page.locator("iframe.o_caetic_preview").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe.o_caetic_preview").locator("body")
    # The last of what is looked for: the page comes in pieces.
    frame.get_by_text("1 008,00").first.wait_for()
    journey.seen["preview"] = text_of(frame)
    page.get_by_role("button", name="Envoyer le devis").click()
    page.get_by_text("est prêt à être signé").wait_for()
    journey.seen["link"] = page.locator("#caetic_link").input_value()
    journey.look(page, "sent")


# -- the customer signs ------------------------------------------------------------


def sign(journey, page):
    link = urlsplit(journey.seen["link"])
    page.goto(f"{journey.url}{link.path}?{link.query}")
    journey.seen["customer"] = text_of(page.locator("#quote_content"))
    page.get_by_role("button", name="Accepter & Signer").first.click()
    submit = page.locator("#modalaccept .o_portal_sign_submit")
    submit.wait_for()
    page.locator("#modalaccept .o_portal_sign_submit:not([disabled])").wait_for()
    submit.click()
    page.wait_for_url("**message=sign_ok**")
    journey.seen["signed"] = text_of(page.locator("#quote_content"))


# -- invoices and payments ---------------------------------------------------------


def invoice(name):
    """The entrepreneur invoices the next payment of the schedule and issues it."""

    def step(journey, page):
        page.goto(f"{journey.home}/quotes")
        page.get_by_role("link", name="SARL La Cigale").click()
        page.get_by_role("button", name=re.compile("^Facturer")).first.click()
        page.get_by_role("button", name="Émettre").click()
        page.get_by_text("est émis").wait_for()
        journey.look(page, name)

    return step


def register(journey, page):
    page.goto(f"{journey.url}/odoo/action-account.action_move_out_invoice_type")
    page.locator("tr.o_data_row td[name=name]").first.click()
    page.get_by_role("button", name="Payer", exact=True).first.click()
    page.locator(".modal").get_by_role("button", name="Créer").click()
    page.locator(".modal").wait_for(state="detached")


def look_at_home(name):
    def step(journey, page):
        page.goto(journey.home)
        journey.look(page, name)

    return step


def look_at_quote(journey, page):
    page.goto(f"{journey.home}/quotes")
    journey.look(page, "list")
    page.get_by_role("link", name="SARL La Cigale").click()
    journey.look(page, "quote")


@pytest.fixture(scope="module", params=SIZES)
def journey(request, make_db, make_server, browser):
    """The whole journey, played once on each size, in a database of its own."""
    with mailbox() as mail:
        database = make_db("full")
        story = tell(database, WORLD, mail)
        script(database, TRUST)
        server = make_server(database, crons=1)
        played = QuoteJourney(server, browser, story, mail, request.param)
        writing = [look_at_home("before"), open_form, write_quote, send]
        played.play("amelie", "/my", writing)
        played.seen["mails"] = mail.wait_for(CUSTOMER, "Devis")
        played.play(None, "/", [sign])
        played.play("amelie", "/my", [look_at_home("todo"), invoice("deposit")])
        played.play("jean", "/odoo", [register], DESK)
        played.play("amelie", "/my", [look_at_home("half"), invoice("balance")])
        played.play("jean", "/odoo", [register], DESK)
        played.play("amelie", "/my", [look_at_home("after"), look_at_quote])
        yield played
        server.stop()
        assert errors(server.log) == []


# -- what the entrepreneur and the customer read -----------------------------------


def test_totals_follow_what_is_typed(journey):
    """2 x 600 = 1 200 HT, 20 % of VAT = 240, and 90 % of 1 200 for Amélie."""
    for amount in ("1 200,00 €", "240,00 €", "1 440,00 €", "1 080,00 €"):
        assert amount in journey.seen["form"]


def test_quote_is_seen_before_it_leaves(journey):
    for words in ("Studio Garrigue", "SARL La Cigale", "432,00 €", "1 008,00 €"):
        assert words in journey.seen["preview"]


def test_customer_has_it_by_mail_from_the_brand(journey):
    [message] = journey.seen["mails"]
    assert "bonjour@garrigue.example" in message["Reply-To"]
    assert re.search(r"DEV-\d{4}-\d{4}", message["Subject"])
    [attached] = message.iter_attachments()
    assert attached.get_content().startswith(b"%PDF")


def test_customer_reads_the_brand_the_issuer_and_the_schedule(journey):
    page = journey.seen["customer"]
    for words in ("Studio Garrigue", "CAE Limoux", "SIREN 334175221", "432,00 €"):
        assert words in page
    assert "SARL La Cigale" in journey.seen["signed"]


def test_signed_quote_is_to_be_invoiced(journey):
    assert "Devis signé à facturer" in journey.seen["todo"]
    assert "Devis signé à facturer" not in journey.seen["after"]


# -- what it brings ----------------------------------------------------------------


def test_deposit_is_thirty_percent(journey):
    """R607: 30 % of 1 200 = 360 HT, 432 TTC."""
    assert "360,00 €" in journey.seen["deposit"]
    assert "432,00 €" in journey.seen["deposit"]


def test_balance_deducts_the_deposit(journey):
    """1 200 - 360 = 840 HT, 1 008 TTC."""
    assert "840,00 €" in journey.seen["balance"]
    assert "1 008,00 €" in journey.seen["balance"]


def test_money_follows_the_payments(journey):
    """360 minus 10 % = 324 once the deposit is paid, 1 080 at the end."""
    assert "Disponible 0,00 €" in journey.seen["before"]
    assert "Disponible 324,00 €" in journey.seen["half"]
    assert "Disponible 1 080,00 €" in journey.seen["after"]


def test_quote_says_that_it_is_invoiced(journey):
    assert "Facturé" in journey.seen["list"]
    assert "Facturé" in journey.seen["quote"]


def test_browser_had_nothing_to_complain_of(journey):
    assert journey.complaints == []
