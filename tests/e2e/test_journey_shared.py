# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Three entrepreneurs, one invoice: agreed, half paid, credited in part.

1 800 EUR HT: 900 for Amélie, who invoices, 540 for Bruno, 360 for Chloé (R427).
The journey is played by clicks, in French, on a phone and on a desk; each test looks at
what it left.
"""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from support.browser import DESK
from support.journey import SIZES, Journey
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox

WORLD = Path(__file__).with_name("shared_world.py")
CUSTOMER = "compta@cigale.example"


class SharedJourney(Journey):
    def home(self, login):
        return f"{self.url}/my/activities/{self.story['activities'][login]}"


# -- Amélie writes -----------------------------------------------------------------


def write(journey, page):
    page.goto(f"{journey.home('amelie')}/invoices/new")
    page.get_by_label("Client *", exact=True).select_option("new")
    page.get_by_label("Nom *").fill("SARL La Cigale")
    page.get_by_label("SIRET").fill("73282932000074")
    page.get_by_role("textbox", name="E-mail").fill(CUSTOMER)
    page.get_by_label("Adresse *").fill("2 rue des Vignes")
    page.get_by_label("Code postal *").fill("11000")
    page.get_by_label("Ville *").fill("Carcassonne")
    line = page.locator(".o_caetic_line").first
    line.get_by_label("Libellé").fill("Refonte du site")
    line.get_by_label("Quantité").fill("1")
    line.get_by_label("Prix unitaire").fill("1800")


def share(journey, page):
    page.get_by_text("Partager avec une autre activité").click()
    for number, login in enumerate(("bruno", "chloe")):
        page.get_by_role("button", name="Ajouter une activité").click()
        row = page.locator(".o_caetic_share").nth(number)
        row.wait_for()
        chosen = str(journey.story["activities"][login])
        row.locator("[name$='-activity']").select_option(chosen)
        row.locator("[name$='-percentage']").fill(("30", "20")[number])
    page.locator("[data-estimate=own]", has_text="810,00").wait_for()
    page.locator("summary", has_text="Pourquoi").click()
    journey.look(page, "form")


def submit(journey, page):
    page.get_by_role("button", name="Vérifier puis envoyer").click()
    page.locator("iframe.o_caetic_preview").wait_for()
    journey.look(page, "draft")
    page.get_by_role("button", name="Soumettre à validation").click()
    page.get_by_text(re.compile("Une autre activité n.a pas encore accepté")).wait_for()
    journey.look(page, "waiting")


# -- the others answer -------------------------------------------------------------


def accept(login):
    def step(journey, page):
        page.goto(journey.home(login))
        journey.look(page, f"{login} asked")
        page.get_by_role("link", name=re.compile("Studio Garrigue")).first.click()
        journey.look(page, f"{login} reads")
        page.get_by_role("button", name="Accepter cette part").click()
        page.get_by_text("Vous avez accepté cette part.").wait_for()

    return step


def try_to_read(journey, page):
    """Diane has no share: neither a list nor the page of somebody else's."""
    page.goto(f"{journey.home('diane')}/shares")
    journey.look(page, "diane")
    page.goto(f"{journey.home('bruno')}/shares")
    journey.look(page, "diane elsewhere")


# -- money -------------------------------------------------------------------------


def register_half(journey, page):
    page.goto(f"{journey.url}/odoo/action-account.action_move_out_invoice_type")
    page.locator("tr.o_data_row td[name=name]").first.click()
    page.get_by_role("button", name="Payer", exact=True).first.click()
    page.locator(".modal [name=amount] input").fill("1080,00")
    page.locator(".modal").get_by_role("button", name="Créer").click()
    page.locator(".modal").wait_for(state="detached")


def look_at_home(login, name):
    def step(journey, page):
        page.goto(journey.home(login))
        journey.look(page, f"{login} {name}")

    return step


def read_issued(journey, page):
    page.goto(f"{journey.home('amelie')}/invoices")
    page.get_by_role("link", name="SARL La Cigale").first.click()
    journey.look(page, "issued")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger le PDF").click()
    journey.seen["pdf"] = Path(download.value.path()).read_bytes()


def credit_a_third(journey, page):
    page.goto(f"{journey.home('amelie')}/invoices")
    page.get_by_role("link", name="SARL La Cigale").first.click()
    page.get_by_role("link", name="Faire un avoir partiel").click()
    page.locator("[name=how][value=amount]").check()
    page.locator("[name=amount]").fill("600")
    page.locator("[name=reason]").fill("Une page de moins")
    page.get_by_role("button", name=re.compile("Faire l.avoir")).click()
    page.get_by_role("heading", name=re.compile("^Avoir")).wait_for()


def approve(journey, page):
    page.goto(f"{journey.url}/odoo/caetic-approvals")
    row = page.locator("tr.o_data_row")
    row.first.wait_for()
    row.first.locator("td").nth(2).click()
    page.get_by_role("button", name="Valider").click()
    page.locator(".o_arrow_button_current", has_text="Validé").wait_for()


def look_at_shares(journey, page):
    page.goto(f"{journey.home('bruno')}/shares")
    journey.look(page, "bruno shares")


@pytest.fixture(scope="module", params=SIZES)
def journey(request, make_db, make_server, browser):
    """The whole journey, played once on each size, in a database of its own."""
    with mailbox() as mail:
        database = make_db("full")
        story = tell(database, WORLD, mail)
        server = make_server(database, crons=1)
        played = SharedJourney(server, browser, story, mail, request.param)
        played.play("amelie", "/my", [write, share, submit])
        played.seen["asked"] = mail.wait_for("bruno@cae.example")
        played.play("bruno", "/my", [accept("bruno")])
        played.play("diane", "/my", [try_to_read])
        played.play("chloe", "/my", [accept("chloe"), look_at_home("chloe", "unpaid")])
        played.play("amelie", "/my", [read_issued])
        played.play("jean", "/odoo", [register_half], DESK)
        for login in ("amelie", "bruno", "chloe"):
            played.play(login, "/my", [look_at_home(login, "half")])
        played.play("amelie", "/my", [credit_a_third])
        played.play("claire", "/odoo", [approve], DESK)
        played.play("bruno", "/my", [look_at_shares])
        yield played
        server.stop()
        assert errors(server.log) == []


# -- agreed by all -----------------------------------------------------------------


def test_what_is_left_for_oneself(journey):
    """1 800 - 540 - 360 = 900, less 10 % = 810."""
    assert "810,00 €" in journey.seen["form"]
    assert "900,00 €" in journey.seen["form"]


def test_it_waits_for_both(journey):
    assert "Pas encore acceptée" in journey.seen["waiting"]
    assert "540,00 €" in journey.seen["waiting"]
    [message] = journey.seen["asked"]
    assert "Studio Garrigue" in message["Subject"]


@pytest.mark.parametrize(
    ("login", "part", "own"),
    [("bruno", "540,00", "486,00"), ("chloe", "360,00", "324,00")],
)
def test_each_reads_what_it_brings(journey, login, part, own):
    """Less 10 % of contribution, once the customer has paid."""
    assert "une part de sa facture pour vous" in journey.seen[f"{login} asked"]
    assert f"{part} €" in journey.seen[f"{login} reads"]
    assert f"{own} €" in journey.seen[f"{login} reads"]


def test_a_fourth_sees_nothing(journey):
    for name in ("diane", "diane elsewhere"):
        assert "Studio Garrigue" not in journey.seen[name]
        assert "540,00" not in journey.seen[name]


def test_it_leaves_once_all_agree(journey):
    assert re.search(r"FAC/\d{4}/\d{5}", journey.seen["issued"])


def test_the_customer_reads_one_document(journey):
    """R426: nothing of the shares on the paper."""
    pages = PdfReader(io.BytesIO(journey.seen["pdf"])).pages
    paper = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    assert "1 800,00" in paper
    for text in ("Atelier Corbières", "Canal Limoux", "540,00"):
        assert text not in paper


# -- what it brings ----------------------------------------------------------------


def test_nothing_before_the_customer_pays(journey):
    assert "Disponible 0,00 €" in journey.seen["chloe unpaid"]


@pytest.mark.parametrize(
    ("login", "amount"),
    [("amelie", "405,00"), ("bruno", "243,00"), ("chloe", "162,00")],
)
def test_half_paid_half_available(journey, login, amount):
    """Half of 900, 540 and 360, less 10 % of each (R405, R428)."""
    assert f"Disponible {amount} €" in journey.seen[f"{login} half"]


def test_a_third_credited_takes_a_third_back(journey):
    """600 of 1 800: 180 of the 540 of Bruno."""
    assert "540,00 €" in journey.seen["bruno shares"]
    assert re.search(r"[-−‑]\s?180,00\s€", journey.seen["bruno shares"])


def test_browser_had_nothing_to_complain_of(journey):
    assert journey.complaints == []
