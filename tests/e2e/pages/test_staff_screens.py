# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Every screen of ours in Odoo's web client, in each of its views, as each role.

The list is read from the menus that the role has: a new screen is opened here without
anybody naming it. A view that the browser cannot draw fails here, on a phone too.
"""

import pytest
from support.browser import DESK, PHONE, log_in, visit
from support.logs import errors
from support.rpc import JsonRpc

ROLES = {"claire": "coordinator", "jean": "accountant", "paul": "adviser"}
# As a menu does: the page around the views is loaded once, and not for each of them.
# The promise is kept when the view is drawn, and broken when it cannot be.
OPEN = """([action, viewType, resId]) => odoo.__WOWL_DEBUG__.root.env.services.action
    .doAction(action, {viewType, props: resId ? {resId} : {}, clearBreadcrumbs: true})
    .then(() => "", (error) => String((error && error.cause) || error))"""
DRAWN = ".o_view_controller, .o_action_manager .o_form_view, .o_error_dialog"


@pytest.fixture(scope="module")
def server(make_db, make_server):
    started = make_server(make_db("demo"))
    yield started
    assert errors(started.log) == []


def screens(server, login):
    """``{(action, kind of view, record): name}`` of what our menus offer to a role."""
    session = JsonRpc(server.url, server.database, login, login)
    status, _page = session.get("/odoo")
    assert status == 200
    menus = session.call("ir.ui.menu", "load_menus", False)
    root = next(
        m for m in menus.values() if m["xmlid"] == "caetic_members.caetic_menu_root"
    )
    found = {}
    for menu in below(menus, root):
        if menu["action_model"] == "ir.actions.act_window":
            number = menu["action_id"]
            action = session.post("/web/action/load", {"action_id": number})
            for kind, row in drawable(session, action):
                found[number, kind, row] = f"{menu['name']} ({kind})"
    return found


def drawable(session, action):
    """Yield ``(kind of view, record)`` of what the role may open of an action."""
    model = action["res_model"]
    for _view, kind in action["views"]:
        row = first_row(session, model) if kind == "form" else None
        if kind == "search" or (
            kind == "form" and not row and not _may(session, model)
        ):
            continue
        yield kind, row


def below(menus, menu):
    for number in menu["children"]:
        child = menus[str(number)]
        yield child
        yield from below(menus, child)


def first_row(session, model):
    """The first record that the role may read; settings have none of their own."""
    if model == "res.config.settings":
        return None
    return next(iter(session.call(model, "search", [], limit=1)), None)


def _may(session, model):
    """Tell whether the role is offered an empty form of a model."""
    return session.call(model, "has_access", [], operation="create")


def open_all(server, browser, login, size):
    """Open the screens one after the other; return what went wrong, by name."""
    faults = {}
    with visit(browser, size) as page:
        log_in(page, server.url, login, login, "/odoo")
        found = screens(server, login)
        for screen, name in found.items():
            broken = page.evaluate(OPEN, list(screen))
            page.locator(DRAWN).first.wait_for()
            # What fails does so while the view is drawn, after its frame is there.
            page.wait_for_load_state("load")
            page.wait_for_timeout(300)
            said = [page.complaints.pop() for _ in page.complaints[:]]
            if page.locator(".o_error_dialog").count() or said or broken:
                faults[name] = said or [broken or "error dialog"]
    return len(found), faults


@pytest.mark.parametrize("login", ROLES)
def test_every_screen_on_a_desk(server, browser, login):
    count, faults = open_all(server, browser, login, DESK)
    assert faults == {}
    assert count >= 10


def test_every_screen_on_a_phone(server, browser):
    count, faults = open_all(server, browser, "claire", PHONE)
    assert faults == {}
    assert count >= 10
