# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people fight for one slot: one has it, the other reads why and sees the next.

They click at the same instant on a server with several processes; then one books and
cancels on a phone, in French.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.browser import PHONE, log_in, visit
from support.ledger import Ledger
from support.logs import errors
from support.odoo import script
from support.portal import Entrepreneur

WORLD = Path(__file__).with_name("appointment_world.py")
PATH = "/my/appointments"
FIGHTS = 6
BOOKED = """
SELECT start FROM caetic_interview
 WHERE adviser_id = %s AND state = 'planned'
"""


@pytest.fixture(scope="module")
def world(make_db):
    database = make_db("full")
    return {"database": database, **script(database, WORLD.read_text("utf-8"))}


@pytest.fixture(scope="module")
def server(world, make_server):
    return make_server(world["database"], workers=3)


@pytest.fixture(scope="module")
def sessions(world, server):
    """The browsers of the two, logged in."""
    return [
        Entrepreneur(server.url, login, world["password"], 0)
        for login in world["people"]
    ]


def slots(page):
    return page.tree.xpath("//input[@name='slot']/@value")


def fight(sessions):
    """Both choose the first slot they see and send it at the same instant."""
    pages = [person.get(PATH, base="") for person in sessions]
    wanted = slots(pages[0])[0]
    assert slots(pages[1])[0] == wanted
    barrier = threading.Barrier(len(sessions), timeout=60)

    def book(person, page):
        barrier.wait()
        return person.post(page, f"{PATH}/book", slot=wanted, subject="Mon offre")

    with ThreadPoolExecutor(len(sessions)) as pool:
        return wanted, list(pool.map(book, sessions, pages))


@pytest.fixture(scope="module")
def fights(sessions):
    return [fight(sessions) for _rank in range(FIGHTS)]


def test_one_has_the_slot_and_the_other_reads_why(fights):
    for wanted, answers in fights:
        assert sorted(page.status for page in answers) == [200, 409]
        loser = next(page for page in answers if page.status == 409)
        assert "vient de prendre ce créneau" in loser.text()
        assert wanted not in slots(loser)
        assert slots(loser)
        subject = loser.tree.xpath("//input[@name='subject']/@value")
        assert subject == ["Mon offre"]


def test_no_slot_was_given_twice(world, fights):
    with Ledger(world["database"]) as ledger:
        starts = [start for (start,) in ledger.rows(BOOKED, [world["adviser"]])]
    assert len(starts) == len(set(starts)) == FIGHTS


def test_nobody_sees_an_error(fights, server):
    assert fights
    assert errors(server.log) == []


def test_booking_and_cancelling_on_a_phone(world, server, browser, fights):
    with visit(browser, PHONE) as page:
        log_in(page, server.url, "agathe", world["password"])
        page.goto(server.url + PATH)
        page.get_by_label("De quoi voulez-vous parler").fill("Mes prix")
        page.locator("label[for^='slot_']").first.click()
        page.get_by_role("button", name="Prendre ce rendez-vous").click()
        page.wait_for_url("**message=booked")
        row = page.locator("section", has_text="À venir")
        assert "Mes prix" in row.first.inner_text()
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
        page.goto(server.url + PATH)
        entry = page.locator("details", has_text="Annuler ce rendez-vous").last
        entry.locator("summary").click()
        entry.get_by_role("button", name="Annuler le rendez-vous").click()
        page.wait_for_url("**message=cancelled")
        assert page.complaints == []
