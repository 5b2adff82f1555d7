# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a supplier's electronic invoice to its payment, split over two activities.

100 EUR HT, 120 TTC: 60 for Amélie, who sends it, 40 for Bruno (R611). The journey is
played by clicks, in French; each test looks at what it left.
"""

import importlib.util
import re
from datetime import date
from pathlib import Path

import pytest
from support.accessibility import overflow, phone_faults, violations
from support.browser import DESK, PHONE
from support.journey import SIZES, Journey, text_of
from support.ledger import Ledger
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox

WORLD = Path(__file__).with_name("shared_world.py")
ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "addons/caetic_purchases/tests/documents.py"
SUPPLIER = "Cigale Cloud SAS"


class PurchaseJourney(Journey):
    def home(self, login):
        return f"{self.url}/my/activities/{self.story['activities'][login]}"


def electronic_invoice():
    """A Factur-X of 100.00 at 20 %, as the addon's own tests write it."""
    spec = importlib.util.spec_from_file_location("documents", DOCUMENTS)
    documents = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(documents)
    return {
        "name": "FX-118.pdf",
        "mimeType": "application/pdf",
        "buffer": documents.facturx(number="FX-118"),
    }


# -- Amélie sends ------------------------------------------------------------------


def upload(journey, page):
    page.goto(journey.home("amelie"))
    journey.look(page, "before")
    # Its icon is a letter of a font of its own.
    page.get_by_role("link", name=re.compile(r"^\W*Achat$")).click()
    page.get_by_label("Facture ou sa photo").set_input_files(electronic_invoice())
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("heading", name="La facture d'achat").wait_for()
    names = ("reference", "line-0-label", "line-0-untaxed", "line-0-rate")
    read = {name: page.locator(f"[id='{name}']").input_value() for name in names}
    chosen = text_of(page.locator("#supplier option:checked"))
    journey.seen["read"] = {"supplier": chosen, **read}


def forget_kind(journey, page):
    """What the document does not say is asked for; the rest stays."""
    page.get_by_label("Date de la facture").fill(date.today().isoformat())
    page.get_by_role("button", name="Envoyer à la coopérative").click()
    page.locator("[id='line-0-kind_error']").wait_for()
    journey.look(page, "refused")
    faults = phone_faults if journey.size == PHONE else overflow
    journey.seen["faults"] = faults(page) + violations(page)


def send(journey, page):
    kind = "Hébergement, logiciels, licences"
    page.get_by_label("Nature d'achat").select_option(label=kind)
    page.get_by_role("button", name="Envoyer à la coopérative").click()
    page.get_by_text("La coopérative l'a bien reçue").wait_for()
    journey.look(page, "sent")


# -- staff -------------------------------------------------------------------------


def open_bill(journey, page):
    page.goto(f"{journey.url}/odoo/caetic-purchases")
    row = page.locator("tr.o_data_row")
    row.first.wait_for()
    journey.seen["queue"] = text_of(row.first)
    row.first.get_by_text("FX-118").click()
    page.locator(".o_form_view").wait_for()


def split(journey, page):
    """Six tenths for the sender, four for another, who are asked first."""
    open_bill(journey, page)
    page.get_by_role("button", name="Attribuer à une activité").click()
    wizard = page.locator(".modal")
    wizard.locator("[name=ask] input").check()
    rows = wizard.locator("[name=share_ids]")
    for brand, part in (("Studio Garrigue", "60"), ("Atelier Corbières", "40")):
        rows.get_by_role("button", name="Ajouter une ligne").click()
        field = rows.locator("tr.o_selected_row [name=activity_id] input")
        field.fill(brand)
        page.locator(".o-autocomplete--dropdown-item", has_text=brand).first.click()
        rows.locator("tr.o_selected_row [name=percentage] input").fill(part)
    wizard.get_by_role("button", name="Attribuer", exact=True).click()
    wizard.wait_for(state="detached")


def approve(journey, page):
    open_bill(journey, page)
    page.get_by_role("button", name="Valider").click()
    page.locator(".o_arrow_button_current", has_text="Validé").wait_for()


def pay(journey, page):
    page.goto(f"{journey.url}/odoo/action-account.action_move_in_invoice_type")
    page.locator("tr.o_data_row td[name=name]").first.click()
    page.get_by_role("button", name="Payer", exact=True).first.click()
    page.locator(".modal").get_by_role("button", name="Créer").click()
    page.locator(".modal").wait_for(state="detached")


# -- both activities ---------------------------------------------------------------


def agree(login):
    def step(journey, page):
        page.goto(journey.home(login))
        journey.look(page, f"{login} asked")
        page.get_by_role("link", name=re.compile(SUPPLIER)).first.click()
        journey.look(page, f"{login} reads")
        page.get_by_role("button", name="Oui, elle est pour nous").click()
        page.get_by_text("la coopérative peut la compter").wait_for()

    return step


def look_at(login, path, name):
    def step(journey, page):
        page.goto(f"{journey.home(login)}{path}")
        journey.look(page, f"{login} {name}")

    return step


@pytest.fixture(scope="module", params=SIZES)
def journey(request, make_db, make_server, browser):
    """The whole journey, played once on each size, in a database of its own."""
    database = make_db("full")
    with mailbox() as mail:
        story = tell(database, WORLD, mail)
    server = make_server(database)
    played = PurchaseJourney(server, browser, story, size=request.param)
    played.play("amelie", "/my", [upload, forget_kind, send])
    played.play("claire", "/odoo", [split], DESK)
    both = [agree("amelie"), look_at("amelie", "", "agreed")]
    played.play("amelie", "/my", both)
    played.play("bruno", "/my", [agree("bruno")])
    played.play("claire", "/odoo", [approve], DESK)
    for login in ("amelie", "bruno"):
        reading = [look_at(login, "", "after"), look_at(login, "/purchases", "owed")]
        played.play(login, "/my", reading)
    played.play("jean", "/odoo", [pay], DESK)
    for login in ("amelie", "bruno", "diane"):
        played.play(login, "/my", [look_at(login, "/purchases", "paid")])
    yield played
    server.stop()
    assert errors(server.log) == []


@pytest.fixture(scope="module")
def ledger(journey):
    with Ledger(journey.server.database) as read:
        yield read


# -- what is sent ------------------------------------------------------------------


def test_the_document_fills_the_form(journey):
    """R611: what Factur-X says is not typed again."""
    assert journey.seen["read"] == {
        "supplier": SUPPLIER,
        "reference": "FX-118",
        "line-0-label": "Serveur",
        "line-0-untaxed": "100,00",
        "line-0-rate": "20",
    }


def test_what_is_missing_loses_nothing(journey):
    assert "Rien n’est perdu" in journey.seen["refused"]
    assert journey.seen["faults"] == []


def test_it_waits_with_its_cost(journey):
    """VAT is recovered: 100 of the 120."""
    for words in (SUPPLIER, "FX-118", "120,00 €", "100,00 €", "En vérification"):
        assert words in journey.seen["sent"]


def test_staff_see_who_sent_it(journey):
    for words in (SUPPLIER, "FX-118", "Studio Garrigue", "120,00 €"):
        assert words in journey.seen["queue"]


# -- who it is for -----------------------------------------------------------------


@pytest.mark.parametrize(("login", "part"), [("amelie", "60,00"), ("bruno", "40,00")])
def test_each_reads_its_part(journey, login, part):
    assert SUPPLIER in journey.seen[f"{login} asked"]
    assert f"{part} €" in journey.seen[f"{login} reads"]
    assert "Plusieurs activités se partagent" in journey.seen[f"{login} reads"]


def test_nothing_is_counted_before_all_agree(journey):
    assert "Disponible 0,00 €" in journey.seen["amelie agreed"]
    assert "Disponible 0,00 €" in journey.seen["bruno asked"]


@pytest.mark.parametrize(("login", "part"), [("amelie", "60,00"), ("bruno", "40,00")])
def test_each_pays_its_part(journey, login, part):
    """R611: 60 % and 40 % of 100."""
    after = journey.seen[f"{login} after"]
    assert re.search(rf"Disponible.{{0,20}}-{part} €", after)
    assert "À payer" in journey.seen[f"{login} owed"]
    assert "Payée" in journey.seen[f"{login} paid"]


def test_the_ledger_says_the_same(ledger):
    debit = "SELECT sum(balance) FROM account_move_line l JOIN account_account a"
    code = "ON a.id = l.account_id WHERE a.code_store->>'1'"
    posted = "AND l.parent_state = 'posted'"
    assert ledger.value(f"{debit} {code} LIKE '6%%' {posted}") == 100
    assert ledger.value(f"{debit} {code} LIKE '4456%%' {posted}") == 20
    assert ledger.value(f"{debit} {code} LIKE '401%%' {posted}") == 0


def test_a_stranger_reads_nothing(journey):
    assert SUPPLIER not in journey.seen["diane paid"]


def test_browser_had_nothing_to_complain_of(journey):
    """But for the form that came back without a kind: 422, as HTTP says it."""
    assert len(journey.complaints) == 1
    assert "status of 422" in journey.complaints[0]
