# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each route of the server, filled with Alix's records: they are as if absent."""

from dataclasses import replace
from itertools import chain

import pytest
from visits import packed_visits, visits

OUTSIDERS = ("basile", "clement", "ines", "lydia", "public")
# Each user tells whether they are there, and who opens a document of their own makes
# the secret part of a link to it. One's own answers and exports are noted.
OWN_TRACES = {
    "res_users": ("manual_im_status",),
    "account_move": ("access_token",),
    "caetic_consent": (),
    "caetic_access_log": (),
    # Whether the summary of the week is wanted.
    "caetic_member": ("wants_digest",),
    # Odoo's calendar, which payroll brings: when one's reminders were last read.
    "res_partner": ("calendar_last_notif_ack",),
    # One's own wish, address of a calendar, and turn in a queue for seats.
    "caetic_calendar_token": (),
    "caetic_workshop_wish": (),
    "event_event": ("caetic_turn",),
    # One's own profile and choices, a document of one's own that is opened, a turn in
    # the queue for a resource.
    "caetic_library_document": ("download_count",),
    "caetic_profile": (
        "completeness",
        "headline",
        "is_listed",
        "presentation",
        "public_fields",
        "public_words",
        "search_document",
        "search_texts",
    ),
    "caetic_profile_publication": (),
    "caetic_resource": ("turn",),
    # Odoo's website counts who comes.
    "website_track": (),
    "website_visitor": (),
}


def our_routes(world):
    return [route for route in world.routes if route["ours"]]


def our_visits(world, side):
    return list(visits(our_routes(world), side))


def test_routes_that_were_found(world):
    """The map is the server's: our pages are on it, with their arguments."""
    paths = {route["path"] for route in our_routes(world)}
    base = "/my/activities/<int:activity_id>"
    acts = ("submit", "send", "refund", "discard", "edit", "preview")
    assert {f"{base}/invoices/<int:document_id>/{act}" for act in acts} <= paths
    assert {f"{base}/money", f"{base}/customers", f"{base}/invoices/new"} <= paths
    for kind, number, acts in (
        ("quotes", "quote_id", ("edit", "submit", "send", "withdraw", "discard")),
        ("expenses", "expense_id", ("edit", "submit", "copy", "discard", "receipt")),
        ("purchases", "document_id", ("edit", "answer", "discard", "file")),
        ("invoices", "document_id", ("credit", "reminders", "dispute")),
        ("shares", "share_id", ("accept", "refuse")),
        ("conventions", "convention_id", ("accept", "refuse", "stop")),
        ("plans", "plan_id", ("issue",)),
    ):
        assert {f"{base}/{kind}/<int:{number}>/{act}" for act in acts} <= paths
    assert len(world.routes) > 300


def test_no_route_serves_another(world):
    requests = chain(visits(world.routes, world.alix), packed_visits(world.alix))
    assert world.faults("basile", requests, OWN_TRACES) == []


@pytest.mark.parametrize("login", ["clement", "public"])
def test_no_route_serves_a_stranger(world, login):
    requests = chain(visits(world.routes, world.alix, 2), packed_visits(world.alix))
    assert world.faults(login, requests, OWN_TRACES) == []


def test_no_page_of_ours_serves_a_facilitator_from_outside(world):
    """Her own session has neither of the two: what she asks for is Alix's."""
    requests = our_visits(world, world.alix)
    assert world.faults("lydia", requests, OWN_TRACES) == []


@pytest.mark.parametrize("login", OUTSIDERS)
def test_pages_of_another_answer_as_if_absent(world, login):
    """No difference between what is another's and what is not: nothing is learnt."""
    visitor, found = world.visitor(login), []
    for visit in our_visits(world, world.alix):
        if "<int:activity_id>" not in visit.route:
            continue
        answer = visit.by(visitor)
        away = answer.location.endswith("/my") or "/web/login" in answer.location
        if not (answer.status == 303 and away):
            found.append((str(visit), answer.status, answer.location))
    assert found == []


def mixed_visits(world, side):
    """Pages of one thing of an activity, whatever the activity."""
    routes = [r for r in our_routes(world) if len(r["arguments"]) > 1]
    routes = [r for r in routes if "activity_id" in r["arguments"]]
    routes = [r for r in routes if not {"term", "page"} & set(r["arguments"])]
    return list(visits(routes, side))


def test_records_of_another_under_own_activity_are_absent(world):
    """The activity is Basile's, the documents and customers in the path are Alix's."""
    requests = mixed_visits(world, {**world.alix, "activity": world.basile["activity"]})
    assert len(requests) > 40
    assert world.faults("basile", requests) == []


def test_own_records_under_the_activity_of_another_are_absent(world):
    requests = mixed_visits(world, {**world.basile, "activity": world.alix["activity"]})
    assert world.faults("basile", requests) == []
    # A page leads back to the start, a file is refused; nothing breaks half-way.
    assert set(world.tally) <= {"done", "refused"}


def test_own_pages_are_served(world):
    """Without this, a server that refuses everything would pass."""
    visitor, served = world.visitor("basile"), set()
    for visit in our_visits(world, world.basile):
        if visit.kind == "get":
            answer = visit.by(visitor)
            if answer.status == 200 and world.own.found_in(answer):
                served.add(visit.path)
    base, mine = f"/my/activities/{world.basile['activity']}", world.basile["documents"]
    documents = {f"{base}/invoices/{mine[name]}" for name in mine if name != "bill"}
    expected = {base, f"{base}/invoices", f"{base}/customers", f"{base}/money"}
    assert expected | documents <= served
    assert f"{base}/invoices/{mine['posted']}/preview" in served
    assert f"{base}/invoices/{mine['bill']}" not in served
    held, _planned = world.basile["interviews"]
    others = {f"/my/appointments/{held}", f"/my/competences/{world.basile['grid']}"}
    assert others | {f"/my/accelerators/{world.basile['meeting']}"} <= served
    shared = {
        f"/my/opportunities/{world.basile['opportunity']}",
        f"/my/joint-projects/{world.basile['project']}",
    }
    assert shared | {"/my/profile", "/my/resources/library/propose"} <= served
    desk = {f"{base}/quotes/{number}" for number in world.basile["quotes"]}
    desk |= {f"{base}/{page}" for page in ("quotes", "catalogue", "unpaid", "shares")}
    desk |= {f"{base}/{page}" for page in ("plans", "recurring", "conventions")}
    for page, name in (
        ("expenses", "expense"),
        ("purchases", "purchase"),
        ("catalogue", "article"),
        ("vehicles", "vehicle"),
        ("plans", "plan"),
        ("conventions", "convention"),
    ):
        desk.add(f"{base}/{page}/{world.basile[name]}")
    assert desk <= served


def test_acts_ask_for_the_token_of_the_page(world):
    """A page of another site cannot act in one's name."""
    visitor, found, tried = world.visitor("basile"), [], 0
    world.changes.take()
    for visit in our_visits(world, world.basile):
        if visit.kind == "post":
            for forged in ({}, {"csrf_token": "0" * 40}):
                values = {**visit.values, **forged}
                answer = replace(visit, values=values, token=False).by(visitor)
                tried += 1
                # A meeting that is not published is closed before its form is read.
                absent = visit.path.startswith("/event/") and answer.refused
                if answer.status not in (400, 405) and not absent:
                    found.append((str(visit), answer.status))
    assert tried > 20
    assert found == []
    assert world.changes.take() == []
