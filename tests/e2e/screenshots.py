# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Take the pictures of README: the demonstration, served on a copy of its own.

PYTHONPATH=cli:tests .caetic/venv/bin/python tests/e2e/screenshots.py
"""

from pathlib import Path

from caetic_cli import databases
from caetic_cli.server import Server
from support.browser import DESK, PHONE, chromium, log_in, visit
from support.odoo import script

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs/images"
DATABASE = "caetic_x_screenshots"
LAST_CLOSE = 'answer(env["caetic.closing"].search([], limit=1, order="date desc").id)'


def portal(page, url):
    """Home, money, and an invoice being written."""
    page.goto(f"{url}/my/activities/1")
    page.locator(".o_caetic_chart:not(.d-none)").wait_for()
    save(page, "portal-home-360")
    page.goto(f"{url}/my/activities/1/money")
    save(page, "portal-money-360")
    page.goto(f"{url}/my/activities/1/invoices/new")
    page.get_by_label("Client *", exact=True).select_option(index=2)
    page.get_by_label("Libellé").fill("Refonte du site")
    page.get_by_label("Prix unitaire").fill("1200")
    page.locator("[data-estimate=own]", has_text="1 080,00").wait_for()
    page.get_by_label("Libellé").blur()
    save(page, "portal-invoice-form-360")


def approvals(page, url):
    page.goto(f"{url}/odoo/caetic-approvals")
    page.locator("tr.o_data_row").first.wait_for()
    save(page, "staff-approvals-1280")


def closing(page, url, number):
    page.goto(f"{url}/odoo/action-caetic_members.caetic_closing_action/{number}")
    page.locator(".o_form_view tr.o_data_row").first.wait_for()
    save(page, "staff-closing-1280")


def save(page, name):
    page.wait_for_load_state()
    # The pictures are of the window, as it opens.
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


def main():
    IMAGES.mkdir(parents=True, exist_ok=True)
    databases.create(DATABASE, "demo")
    number = script(DATABASE, LAST_CLOSE)
    with Server(DATABASE) as server, chromium() as browser:
        with visit(browser, PHONE) as page:
            log_in(page, server.url, "amelie", "amelie")
            portal(page, server.url)
        for login, take in (("paul", approvals), ("jean", closing)):
            with visit(browser, DESK) as page:
                log_in(page, server.url, login, login, "/odoo")
                rest = (number,) if take is closing else ()
                take(page, server.url, *rest)
    databases.drop(DATABASE)


if __name__ == "__main__":
    main()
