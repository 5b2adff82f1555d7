# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From the photo of a receipt to its reimbursement.

The journey is played by clicks, in French, on a phone and on a desk; each test looks at
what it left.
"""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from support.accessibility import overflow, phone_faults, violations
from support.browser import DESK, PHONE
from support.journey import SIZES, Journey, text_of
from support.ledger import Ledger
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox

WORLD = Path(__file__).with_name("expense_world.py")


class ExpenseJourney(Journey):
    @property
    def home(self):
        return f"{self.url}/my/activities/{self.story['activity']}"


def photo():
    written = io.BytesIO()
    Image.new("RGB", (1200, 1600), "white").save(written, "JPEG")
    return {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


# -- the entrepreneur --------------------------------------------------------------


def open_form(journey, page):
    page.goto(journey.home)
    journey.look(page, "before")
    # Its icon is a letter of a font of its own.
    page.get_by_role("link", name=re.compile(r"^\W*Frais$")).click()
    page.get_by_role("heading", name="Nouveaux frais").wait_for()


def fill(page, number, **values):
    for name, value in values.items():
        field = page.locator(f"[id='row-{number}-{name}']")
        if name == "kind":
            field.select_option(label=value)
        elif name == "rate":
            field.select_option(value)
        else:
            field.fill(value)


def mistype(journey, page):
    """A wrong amount: the photo that was sent is not asked for again."""
    page.get_by_label("Photo du justificatif").set_input_files(photo())
    fill(page, 0, amount="douze", kind="Repas", label="Déjeuner client", rate="10")
    page.get_by_label("La facture est au nom de la coopérative").check()
    page.get_by_role("button", name="Envoyer à la coopérative").click()
    page.locator("[id='row-0-amount_error']").wait_for()
    journey.look(page, "refused")
    faults = phone_faults if journey.size == PHONE else overflow
    journey.seen["faults"] = faults(page) + violations(page)


def send_two(journey, page):
    fill(page, 0, amount="22,00")
    page.get_by_role("button", name="Un autre justificatif").click()
    page.locator("[id='row-1-amount']").wait_for()
    page.locator("[id='row-1-photo']").set_input_files(photo())
    kind = "Transport (train, avion, bus, taxi)"
    fill(page, 1, amount="88,00", kind=kind, label="Train", rate="10")
    page.get_by_role("button", name="Envoyer à la coopérative").click()
    page.get_by_text("La coopérative a reçu vos frais").wait_for()
    journey.look(page, "sent")


def look_at(path, name):
    def step(journey, page):
        page.goto(f"{journey.home}{path}")
        journey.look(page, name)

    return step


# -- staff -------------------------------------------------------------------------


def select_all(journey, page, filter_words):
    page.goto(f"{journey.url}/odoo/action-caetic_expenses.hr_expense_action")
    page.locator("tr.o_data_row").first.wait_for()
    journey.seen[filter_words] = text_of(page.locator(".o_list_table"))
    page.locator("thead input[type=checkbox]").check()


def approve(journey, page):
    select_all(journey, page, "queue")
    page.get_by_role("button", name="Valider").click()
    page.locator("tr.o_data_row").first.wait_for(state="detached")


def post(journey, page):
    page.goto(f"{journey.url}/odoo/action-caetic_expenses.hr_expense_action")
    page.locator(".o_facet_remove").first.click()
    page.locator("tr.o_data_row").first.wait_for()
    page.locator("thead input[type=checkbox]").check()
    page.get_by_role("button", name="Comptabiliser").click()
    page.locator(".modal footer button.btn-primary").first.click()
    page.locator(".modal").wait_for(state="detached")


def reimburse(journey, page):
    page.goto(f"{journey.url}/odoo/action-caetic_expenses.hr_expense_action")
    page.locator(".o_facet_remove").first.click()
    page.locator("tr.o_data_row").first.wait_for()
    page.locator("thead input[type=checkbox]").check()
    page.get_by_role("button", name="Rembourser").click()
    page.locator(".modal").get_by_role("button", name="Créer").click()
    page.locator(".modal").wait_for(state="detached")


@pytest.fixture(scope="module", params=SIZES)
def journey(request, make_db, make_server, browser):
    """The whole journey, played once on each size, in a database of its own."""
    database = make_db("full")
    with mailbox() as mail:
        story = tell(database, WORLD, mail)
    server = make_server(database)
    played = ExpenseJourney(server, browser, story, size=request.param)
    played.play("amelie", "/my", [open_form, mistype, send_two])
    played.play("jean", "/odoo", [approve, post], DESK)
    played.play("amelie", "/my", [look_at("", "after"), look_at("/expenses", "posted")])
    played.play("jean", "/odoo", [reimburse], DESK)
    played.play("amelie", "/my", [look_at("/expenses", "paid")])
    played.play("bruno", "/my", [look_at("/expenses", "stranger")])
    yield played
    server.stop()
    assert errors(server.log) == []


@pytest.fixture(scope="module")
def ledger(journey):
    with Ledger(journey.server.database) as read:
        yield read


def test_a_wrong_amount_loses_nothing(journey):
    assert "Rien n’est perdu" in journey.seen["refused"]
    assert "IMG_1.jpg" in journey.seen["refused"]


def test_the_form_is_for_phones_and_for_everybody(journey):
    assert journey.seen["faults"] == []


def test_both_wait_with_their_cost(journey):
    """22 EUR with 10 % recovered cost 20; passenger transport recovers nothing."""
    for words in ("Déjeuner client", "20,00 €", "Train", "88,00 €", "En vérification"):
        assert words in journey.seen["sent"]


def test_staff_see_who_spent_what(journey):
    for words in ("Studio Garrigue", "Amélie Durand", "Déjeuner client"):
        assert words in journey.seen["queue"]


def test_the_account_pays_what_is_not_recovered(journey):
    """0 - 20 - 88."""
    assert "Disponible 0,00 €" in journey.seen["before"]
    assert re.search(r"Disponible.{0,20}-\ufeff?108,00 €", journey.seen["after"])
    assert "À rembourser" in journey.seen["posted"]


def test_the_ledger_says_the_same(ledger):
    debit = "SELECT sum(balance) FROM account_move_line l JOIN account_account a"
    own = "ON a.id = l.account_id WHERE l.expense_id IS NOT NULL AND a.code_store->>'1'"
    assert ledger.value(f"{debit} {own} LIKE '6%%'") == 108
    assert ledger.value(f"{debit} {own} LIKE '4456%%'") == 2


def test_the_person_has_their_money(journey):
    assert re.search("Remboursé|Paiement en cours", journey.seen["paid"])


def test_nobody_else_reads_it(journey):
    assert "Déjeuner client" not in journey.seen["stranger"]


def test_browser_had_nothing_to_complain_of(journey):
    """But for the form that came back with its wrong amount: 422, as HTTP says it."""
    assert len(journey.complaints) == 1
    assert "status of 422" in journey.complaints[0]
