# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people fight for the last seat of a workshop: one has it, one waits.

They click at the same instant on a server with several processes; then, at 360 px and
in French, one withdraws and the seat goes to the other.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.browser import PHONE, log_in, visit
from support.logs import errors
from support.odoo import script
from support.portal import Entrepreneur

WORLD = Path(__file__).with_name("workshop_seats_world.py")
STATES = """
rows = env["event.registration"].search([("event_id", "in", {sessions})], order="id")
answer([
    [row.event_id.id, row.caetic_stay_id.user_id.login, row.state] for row in rows
])
"""
LETTERS = """
letters = env["mail.mail"].search([("model", "=", "event.registration")], order="id")
rows = {{row.id: row for row in env["event.registration"].search(
    [("event_id", "=", {session})]
)}}
answer([
    [rows[one.res_id].caetic_stay_id.user_id.login, one.subject]
    for one in letters if one.res_id in rows
])
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
    return {
        login: Entrepreneur(server.url, login, world["password"], 0)
        for login in world["people"]
    }


def at_once(*acts):
    barrier = threading.Barrier(len(acts), timeout=60)

    def act(function, *arguments, **options):
        barrier.wait()
        return function(*arguments, **options)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(lambda one: act(*one), acts))


def open_page(person, session_id):
    return person.get(f"/my/workshops/{session_id}", base="")


@pytest.fixture(scope="module")
def fights(world, sessions):
    """Both click on [S'inscrire] at the same instant, session after session."""
    answers = []
    for session_id in world["sessions"][1:]:
        pages = [(one, open_page(one, session_id)) for one in sessions.values()]
        answers += at_once(*((one.post, page, "/register") for one, page in pages))
    return answers


def test_nobody_sees_an_error(fights, server):
    assert [page.status for page in fights] == [200] * len(fights)
    assert errors(server.log) == []


def test_one_has_the_seat_and_the_other_waits(world, fights):
    fought = world["sessions"][1:]
    rows = script(world["database"], STATES.format(sessions=fought))
    for session_id in fought:
        states = sorted(state for one, _login, state in rows if one == session_id)
        assert states == ["open", "waiting"], session_id


def test_a_withdrawal_promotes_who_waits(world, server, browser):
    session_id = world["sessions"][0]
    path = f"{server.url}/my/workshops/{session_id}"
    seen = []

    def play(login, button):
        with visit(browser, PHONE) as page:
            log_in(page, server.url, login, world["password"])
            page.goto(path)
            if button:
                page.get_by_role("button", name=button).click()
                page.wait_for_url("**message=**")
            seen.append(page.locator("#caetic_registration .badge").inner_text())
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0
            assert page.complaints == []

    play("rose", "S'inscrire")
    play("hugo", "Rejoindre la liste d'attente")
    play("rose", "Se désister")
    play("hugo", None)
    assert seen[0] == "Inscrit·e"
    assert seen[1] == "En attente, n° 1".replace("n° ", "n°\N{NO-BREAK SPACE}")
    assert seen[2] == "Complet"
    assert seen[3] == "Inscrit·e"
    letters = script(world["database"], LETTERS.format(session=session_id))
    assert [
        (login, subject.partition("\N{NO-BREAK SPACE}:")[0])
        for login, subject in letters
    ] == [
        ("rose", "Vous êtes inscrit·e"),
        ("hugo", "Liste d'attente"),
        ("rose", "Désistement enregistré"),
        ("hugo", "Une place pour vous"),
    ]
