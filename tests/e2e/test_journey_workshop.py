# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Workshops on phones, in French: one seat for two, a code to scan, a calendar.

It is played once; each test looks at what it left.
"""

import io
import re
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from support.browser import PHONE, log_in, visit
from support.journey import Journey, text_of
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox
from support.odoo import script
from support.rpc import JsonRpc, RpcError

WORLD = Path(__file__).with_name("workshop_world.py")
MAIL = {"amelie": "amelie@cae.example", "bruno": "bruno@cae.example"}
YESTERDAY, TODAY, TOMORROW = range(3)
# What the person of each row said, and who said it.
OUTCOME = """
rows = env["caetic.attendance"].search([("event_id", "=", RUNNING)])
seats = env["event.registration"].search([("event_id", "=", SINGLE)])
answer({
    "seats": {row.partner_id.name: row.state for row in seats},
    "rows": {
        f"{row.partner_id.name}, {row.slot_id.date}": [
            row.state, row.method or "", row.hours
        ]
        for row in rows
    },
    "hours": sum(rows.mapped("hours")),
    "broken": len(rows._check_seals()),
})
"""
# As somebody would who has the database at hand.
FORGE = """
[row] = env["caetic.attendance"].search([
    ("event_id", "=", RUNNING), ("method", "=", "qr")
])
found = {}
for name, value in FORGERIES.items():
    with env.cr.savepoint() as point:
        query = f"UPDATE caetic_attendance SET {name} = %s WHERE id = %s"
        env.cr.execute(query, (value, row.id))
        env.invalidate_all()
        found[name] = row._check_seals().ids == row.ids
        point.rollback()
    env.invalidate_all()
answer({"found": found, "after": row._check_seals().ids})
"""


class WorkshopJourney(Journey):
    def tell(self, source):
        """Run a text inside Odoo that names the sessions."""
        names = f"RUNNING, SINGLE = {self.story['running']}, {self.story['single']}\n"
        return script(self.server.database, names + source)


# -- one seat for two ----------------------------------------------------------------


def fight(journey):
    """Two people press the button before either has an answer."""
    both = visit(journey.browser, PHONE), visit(journey.browser, PHONE)
    with both[0] as first, both[1] as second:
        pages = {"amelie": first, "bruno": second}
        path = f"/my/workshops/{journey.story['single']}"
        for login, page in pages.items():
            log_in(page, journey.url, login, journey.story["password"], path)
        for page in pages.values():
            page.get_by_role("button", name="S'inscrire").evaluate(
                "button => setTimeout(() => button.form.requestSubmit())"
            )
        for login, page in pages.items():
            page.wait_for_url("**message=**")
            journey.look(page, f"{login} after the fight")
        journey.complaints += first.complaints + second.complaints


def withdraw(journey, page):
    page.goto(f"{journey.url}/my/workshops/{journey.story['single']}")
    page.get_by_role("button", name="Se désister").click()
    page.wait_for_url("**message=withdrawn")
    journey.look(page, "withdrawn")


def see_seat(journey, page):
    page.goto(f"{journey.url}/my/workshops/{journey.story['single']}")
    journey.look(page, "promoted")


# -- the facilitator, from outside ---------------------------------------------------


def fill_sheet(journey, page):
    """Yesterday: Amélie was there, Chloé was not."""
    page.goto(f"{journey.url}/my/sheets")
    journey.look(page, "sheets")
    page.get_by_role("link", name="Trouver ses clients").click()
    for name, mark in (("Amélie Durand", "Présent"), ("Chloé Martin", "Absent")):
        person = page.get_by_role("group", name=name)
        half_day = person.get_by_role("radiogroup").first
        half_day.get_by_text(mark, exact=False).click()
    page.get_by_role("button", name="Enregistrer la feuille").click()
    page.get_by_role("status").first.wait_for()
    journey.look(page, "saved")
    page.get_by_role("link", name="Code à scanner").nth(TODAY).click()
    journey.seen["code"] = page.locator("main img").first.get_attribute("src")[:22]


def close_yesterday(journey, page):
    page.goto(f"{journey.url}/my/sheets/{journey.story['running']}")
    page.get_by_role("link", name="Clore la feuille").first.click()
    draw_in(page)
    page.get_by_role("button", name="Signer et clore la feuille").click()
    page.wait_for_url("**message=closed")
    with page.expect_download() as download:
        page.get_by_role("link", name="Feuille signée (PDF)").first.click()
    pages = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    text = " ".join(page.extract_text() for page in pages)
    journey.seen["sheet"] = re.sub(r"\s+", " ", text)


def look_elsewhere(journey, page):
    """What else a facilitator without a stay may open: nothing."""
    places = ("/my/workshops", "/my/activities", "/my/deadlines", "/my/contracts")
    journey.seen["elsewhere"] = []
    for place in places:
        page.goto(f"{journey.url}{place}")
        journey.seen["elsewhere"].append(text_of(page.locator("main")))


def draw_in(page):
    """Draw a line in the frame, as a finger does."""
    canvas = page.locator(".o_caetic_pad canvas")
    canvas.evaluate("pad => pad.scrollIntoView({block: 'center'})")
    # The pad listens a moment after it is drawn.
    page.wait_for_timeout(500)
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(box["x"] + 40 + 30 * step, box["y"] + 40 + 15 * (step % 2))
    page.mouse.up()


# -- the code in the room ------------------------------------------------------------


def scan(day, name):
    """Open what the code of a half-day holds, and keep how the page answers."""

    def step(journey, page):
        # What is scanned is an address; the test's server has another port.
        path = journey.story["codes"][day].split("/", 3)[3]
        answer = page.goto(f"{journey.url}/{path}")
        journey.look(page, name)
        journey.seen[f"{name}: status"] = answer.status

    return step


def sign_here(journey, page):
    draw_in(page)
    page.get_by_role("button", name="Je suis là").click()
    page.wait_for_url("**message=signed")
    journey.look(page, "signed")


# -- the calendar --------------------------------------------------------------------


def subscribe(journey, page):
    page.goto(f"{journey.url}/my/workshops/calendar")
    page.locator("main button[name=do][value=renew]").click()
    address = page.locator("#caetic_calendar_address").input_value()
    path = address.split("/", 3)[3]
    journey.seen["feed"] = fetch(f"{journey.url}/{path}")
    page.locator("main button[name=do][value=revoke]").click()
    page.get_by_role("status").wait_for()
    journey.seen["revoked"] = fetch(f"{journey.url}/{path}")


def fetch(url):
    """Return ``(status, content)`` as a calendar program would get them."""
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


@pytest.fixture(scope="module")
def journey(make_db, make_server, browser):
    """The whole journey, played once."""
    with mailbox() as mail:
        database = make_db("full")
        story = tell(database, WORLD, mail)
        server = make_server(database, crons=1)
        played = WorkshopJourney(server, browser, story, mail)
        fight(played)
        seats = played.tell(OUTCOME)["seats"]
        played.seen["won"] = [name for name, one in seats.items() if one == "open"]
        winner, loser = "amelie", "bruno"
        if "Amélie Durand" not in played.seen["won"]:
            winner, loser = loser, winner
        played.seen["winner"], played.seen["loser"] = winner, loser
        played.play(winner, "/my", [withdraw])
        played.play(loser, "/my", [see_seat])
        played.play("lydia", "/my", [fill_sheet, look_elsewhere])
        visits = [scan(TODAY, "first scan"), sign_here, scan(TODAY, "second scan")]
        played.play("amelie", "/my", [*visits, scan(TOMORROW, "early"), subscribe])
        played.play("bruno", "/my", [scan(TODAY, "stranger")])
        played.play("lydia", "/my", [close_yesterday])
        played.seen["outcome"] = played.tell(OUTCOME)
        yield played
        assert errors(server.log) == []


# -- what it left --------------------------------------------------------------------


def test_one_of_two_gets_the_last_seat(journey):
    """R1002: the other waits, first in line."""
    assert len(journey.seen["won"]) == 1
    winner, loser = journey.seen["winner"], journey.seen["loser"]
    assert "inscrit" in journey.seen[f"{winner} after the fight"].lower()
    assert "liste d’attente" in straight(journey.seen[f"{loser} after the fight"])


def straight(text):
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def test_a_withdrawal_gives_the_seat_to_who_waits(journey):
    names = {"amelie": "Amélie Durand", "bruno": "Bruno Petit"}
    winner, loser = journey.seen["winner"], journey.seen["loser"]
    assert journey.seen["outcome"]["seats"] == {
        names[winner]: "cancel",
        names[loser]: "open",
    }
    assert "Inscrit" in journey.seen["promoted"]


def test_both_are_told_by_mail(journey):
    winner, loser = (MAIL[journey.seen[who]] for who in ("winner", "loser"))
    assert len(journey.mail.wait_for(winner, "Désistement enregistré")) == 1
    assert len(journey.mail.wait_for(loser, "Une place pour vous")) == 1


def test_a_sheet_says_who_was_there_and_who_was_not(journey):
    """R306, R1002: per half-day and person."""
    rows = journey.seen["outcome"]["rows"].items()
    found = sorted([name.split(",")[0], *row[:2]] for name, row in rows if row[1])
    assert found == [
        ["Amélie Durand", "present", "facilitator"],
        ["Amélie Durand", "present", "qr"],
        ["Chloé Martin", "absent", "facilitator"],
    ]


def test_who_was_absent_has_no_hours(journey):
    """A morning of 9 to 12.30 is 3.5 hours."""
    rows = journey.seen["outcome"]["rows"].items()
    noted = [(name, row[2]) for name, row in rows if row[1] == "facilitator"]
    assert {name.split(",")[0]: hours for name, hours in noted} == {
        "Amélie Durand": 3.5,
        "Chloé Martin": 0,
    }


def test_the_code_is_used_once_during_the_half_day_by_who_is_registered(journey):
    seen = journey.seen
    assert seen["first scan: status"] == 200
    assert "merci" in seen["signed"].lower()
    assert seen["second scan: status"] == 409
    assert "déjà" in seen["second scan"]
    assert seen["early: status"] == 403
    assert seen["stranger: status"] == 403
    assert "inscrit" in seen["stranger"]


def test_the_code_is_a_picture(journey):
    assert journey.seen["code"] == "data:image/png;base64,"


def test_the_closed_sheet_names_people_and_the_cooperative(journey):
    sheet = journey.seen["sheet"]
    for name in ("Amélie Durand", "Chloé Martin", "Lydia Bouziane", "CAE Limoux"):
        assert name in sheet


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("state", "absent"),
        ("signed_at", "2026-01-01 08:00:00"),
        ("method", "tablet"),
    ],
)
def test_a_change_behind_the_seal_is_found(journey, column, value):
    forged = journey.tell(f"FORGERIES = {{{column!r}: {value!r}}}\n{FORGE}")
    assert forged == {"found": {column: True}, "after": []}
    assert journey.seen["outcome"]["broken"] == 0


def test_a_facilitator_from_outside_sees_own_sheets_only(journey):
    assert "Trouver ses clients" in journey.seen["sheets"]
    for text in journey.seen["elsewhere"]:
        for name in ("Amélie", "Bruno", "Chloé", "Limoux Conseil"):
            assert name not in text


@pytest.mark.parametrize(
    "model",
    [
        "caetic.member",
        "caetic.activity",
        "caetic.interview",
        "caetic.plan.task",
        "event.registration",
        "calendar.event",
        "survey.user_input",
    ],
)
def test_a_facilitator_reads_no_model_by_rpc(journey, model):
    database, password = journey.server.database, journey.story["password"]
    lydia = JsonRpc(journey.url, database, "lydia", password)
    try:
        found = lydia.call(model, "search_read", [], ["display_name"])
    except RpcError as error:
        found = error.name
    assert found in ([], "odoo.exceptions.AccessError")


def test_the_calendar_is_read_by_another_program(journey):
    """Half-days at their hour of Paris, whatever the season."""
    status, content = journey.seen["feed"]
    assert status == 200
    begins = [
        event.decoded("dtstart").astimezone(UTC)
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]
    assert len(begins) >= 3
    if journey.seen["loser"] == "amelie":
        begin = datetime.fromisoformat(journey.story["begin"]).replace(tzinfo=UTC)
        assert begin in begins


def test_a_revoked_address_is_gone(journey):
    assert journey.seen["revoked"][0] == 404


def test_no_page_complained(journey):
    refused = re.compile(r"status of (403|409)")
    assert [one for one in journey.complaints if not refused.search(one)] == []
