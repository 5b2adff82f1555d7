# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a login on a phone to available money: one invoice, three people, one browser.

The journey is played once, by clicks, in French; each test looks at what it left.
"""

import io
import re
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader
from support.browser import DESK
from support.facturx import check
from support.journey import Journey, text_of
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox

WORLD = Path(__file__).with_name("journey_world.py")
CUSTOMER = "compta@cigale.example"
WRONG_SIRET, SIRET = "73282932000075", "73282932000074"


class InvoiceJourney(Journey):
    @property
    def home(self):
        return f"{self.url}/my/activities/{self.story['activity']}"


# -- the entrepreneur writes -------------------------------------------------------


def open_form(journey, page):
    page.get_by_role("link", name=re.compile("Facture$")).click()
    page.get_by_label("Client *", exact=True).select_option("new")
    page.get_by_label("Nom *").fill("SARL La Cigale")
    page.get_by_label("SIRET").fill(WRONG_SIRET)
    page.get_by_role("textbox", name="E-mail").fill(CUSTOMER)
    page.get_by_label("Adresse *").fill("2 rue des Vignes")
    page.get_by_label("Code postal *").fill("11000")
    page.get_by_label("Ville *").fill("Carcassonne")


def write_lines(journey, page):
    page.get_by_role("button", name="Ajouter une ligne").click()
    rows = [("Refonte du site", "1", "800"), ("Formulaire de contact", "2", "200,00")]
    for number, (label, quantity, price) in enumerate(rows):
        line = page.locator(".o_caetic_line").nth(number)
        line.get_by_label("Libellé").fill(label)
        line.get_by_label("Quantité").fill(quantity)
        line.get_by_label("Prix unitaire").fill(price)
    page.locator("[data-estimate=own]", has_text="1 080,00").wait_for()
    journey.look(page, "form")


def mistype_siret(journey, page):
    page.get_by_role("button", name="Vérifier puis envoyer").click()
    siret = page.get_by_label("SIRET")
    described = siret.get_attribute("aria-describedby").split()
    shown = [text_of(page.locator(f"[id='{name}']")) for name in described]
    journey.seen["siret"] = " ".join(shown)
    kept = page.locator(".o_caetic_line").nth(1).get_by_label("Prix unitaire")
    journey.seen["kept"] = kept.input_value()
    siret.fill(SIRET)


def submit(journey, page):
    page.get_by_role("button", name="Vérifier puis envoyer").click()
    frame = page.frame_locator("iframe.o_caetic_preview").locator("body")
    page.locator("iframe.o_caetic_preview").scroll_into_view_if_needed()
    frame.get_by_text("Formulaire de contact").wait_for()
    journey.seen["preview"] = text_of(frame)
    page.get_by_role("button", name="Soumettre à validation").click()
    page.get_by_text("La coopérative le vérifie").wait_for()
    journey.look(page, "submitted")


# -- staff -------------------------------------------------------------------------


def approve(journey, page):
    page.goto(f"{journey.url}/odoo/caetic-approvals")
    row = page.locator("tr.o_data_row")
    row.first.wait_for()
    journey.seen["queue"] = text_of(row.first)
    row.first.locator("td").nth(2).click()
    page.get_by_role("button", name="Valider").click()
    page.locator(".o_arrow_button_current", has_text="Validé").wait_for()


def register_half(journey, page):
    page.goto(f"{journey.url}/odoo/action-account.action_move_out_invoice_type")
    page.locator("tr.o_data_row td[name=name]").first.click()
    page.get_by_role("button", name="Payer", exact=True).first.click()
    amount = page.locator(".modal [name=amount] input")
    amount.fill("720,00")
    page.locator(".modal").get_by_role("button", name="Créer").click()
    page.locator(".modal").wait_for(state="detached")


# -- the entrepreneur looks --------------------------------------------------------


def read_issued(journey, page):
    page.goto(f"{journey.home}/invoices")
    page.get_by_role("link", name="SARL La Cigale").click()
    journey.look(page, "issued")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger le PDF").click()
    journey.seen["pdf"] = Path(download.value.path()).read_bytes()


def look_at_home(name):
    def step(journey, page):
        page.goto(journey.home)
        journey.look(page, name)

    return step


def look_at_money(journey, page):
    page.goto(journey.home)
    page.get_by_role("link", name="D’où vient ce montant").click()
    journey.look(page, "money")
    page.get_by_role("link", name="Encaissé").click()
    journey.look(page, "cashed")


@pytest.fixture(scope="module")
def journey(make_db, make_server, browser):
    """The whole journey, played once."""
    with mailbox() as mail:
        database = make_db("full")
        story = tell(database, WORLD, mail)
        server = make_server(database, crons=1)
        played = InvoiceJourney(server, browser, story, mail)
        writing = [look_at_home("before"), open_form, write_lines]
        played.play("amelie", "/my", [*writing, mistype_siret, submit])
        played.play("claire", "/odoo", [approve], DESK)
        played.seen["mails"] = mail.wait_for(CUSTOMER)
        reading = [read_issued, look_at_home("unpaid")]
        played.play("amelie", "/my", reading)
        played.play("jean", "/odoo", [register_half], DESK)
        played.play("amelie", "/my", [look_at_home("after"), look_at_money])
        yield played
        assert errors(server.log) == []


@pytest.fixture(scope="module")
def paper(journey):
    """The PDF as a customer reads it."""
    pages = PdfReader(io.BytesIO(journey.seen["pdf"])).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


# -- what the entrepreneur types ---------------------------------------------------


def test_totals_follow_what_is_typed(journey):
    """800 + 2 x 200 = 1 200 HT, 20 % of VAT = 240, and 90 % of 1 200 for Amélie."""
    for amount in ("1 200,00 €", "240,00 €", "1 440,00 €", "1 080,00 €"):
        assert amount in journey.seen["form"]


def test_wrong_siret_is_said_beside_its_field_and_nothing_is_lost(journey):
    assert "SIRET" in journey.seen["siret"]
    assert "vérifiez ses chiffres" in journey.seen["siret"]
    assert journey.seen["kept"] == "200,00"


def test_document_is_seen_before_it_leaves(journey):
    for text in ("Studio Garrigue", "SARL La Cigale", "Refonte du site"):
        assert text in journey.seen["preview"]


def test_entrepreneur_and_staff_read_the_same_reason(journey):
    reason = "Le montant dépasse ce que cette activité émet seule."
    assert reason in journey.seen["submitted"]
    assert reason in journey.seen["queue"]


# -- what the customer receives ----------------------------------------------------


def test_number_is_given_at_posting(journey, paper):
    assert "Pas encore numérotée" not in journey.seen["issued"]
    [number] = set(re.findall(r"FAC/\d{4}/\d{5}", journey.seen["issued"]))
    assert number.endswith("/00001")
    assert number in paper


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("R601: the brand", "Studio Garrigue"),
        ("R601: the cooperative is the issuer", "CAE Limoux"),
        ("R602: legal form and capital", "Scop SA à capital variable"),
        ("R602: SIREN", "SIREN 334175221"),
        ("R602: VAT number", "FR23334175221"),
        ("R602: customer's SIRET", SIRET),
        ("R602: total VAT excluded", "1 200,00"),
        ("R602: total VAT included", "1 440,00"),
        ("R605: when it is due", "échéance"),
        ("R604: penalties (C. com. L441-10)", "L441-10"),
        ("R604: 40 EUR of recovery costs (D441-5)", "40,00"),
        ("R603: VAT when the customer pays", "TVA exigible à l’encaissement"),
    ],
)
def test_paper_says_what_the_law_asks(paper, rule, text):
    assert text.casefold() in paper.casefold(), rule


def test_xml_inside_is_a_valid_invoice(journey):
    attachments = PdfReader(io.BytesIO(journey.seen["pdf"])).attachments
    xml = attachments["factur-x.xml"][0]
    assert check(xml) == []
    assert etree.fromstring(xml).findtext(".//{*}GrandTotalAmount") == "1440.00"


def test_customer_has_it_by_mail_from_the_brand(journey):
    [message] = journey.seen["mails"]
    assert "bonjour@garrigue.example" in message["Reply-To"]
    [attached] = message.iter_attachments()
    assert attached.get_content() == journey.seen["pdf"]


# -- what it brings ----------------------------------------------------------------


def test_nothing_is_available_before_the_customer_pays(journey):
    """R419 b: an unpaid invoice releases nothing."""
    assert "Disponible 0,00 €" in journey.seen["before"]
    assert "Disponible 0,00 €" in journey.seen["unpaid"]
    assert "1 440,00 €" in journey.seen["unpaid"]


def test_half_the_payment_makes_half_available(journey):
    """720 of 1 440 TTC = 600 HT, minus 10 % of contribution = 540."""
    assert "Disponible 540,00 €" in journey.seen["after"]
    assert "Encaissé 600,00 €" in journey.seen["money"]
    month = r"Contribution du mois en cours.{0,3}-60,00 €"
    assert re.search(month, journey.seen["money"])


def test_portal_says_why_the_rest_is_not_available(journey):
    assert re.search(r"En attente de paiement .{0,30}720,00 €", journey.seen["after"])
    assert "SARL La Cigale" in journey.seen["money"]
    assert "HT 600,00 €" in journey.seen["money"]


def test_each_amount_opens_its_items(journey):
    assert "Refonte du site" in journey.seen["cashed"]
    assert "Formulaire de contact" in journey.seen["cashed"]


def test_browser_had_nothing_to_complain_of(journey):
    """But for the form that came back with its wrong SIRET: 422, as HTTP says it."""
    assert len(journey.complaints) == 1
    assert "status of 422" in journey.complaints[0]
