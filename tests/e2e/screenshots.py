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
RECORDS = """
close = env["caetic.closing"].search([], limit=1, order="date desc")
month = env["hr.payslip.run"].search([("caetic_is_month", "=", True)], limit=1)
sheet = env["event.event"].search(
    [("caetic_facilitator_ids.partner_id.user_ids.login", "=", "lydia")],
    order="date_begin desc",
    limit=1,
)
won = env["caetic.opportunity"].search([("state", "=", "won")], limit=1)
need = env["caetic.opportunity"].search([("state", "=", "new")], limit=1)
late = env["caetic.activity"].search([("member_ids.user_id.login", "=", "gaelle")])
year = env["caetic.year.end"].search([], limit=1)
answer([close.id, month.id, sheet.id, won.id, need.id, late.id, year.id])
"""


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


def account(page, url):
    """What comes in the next months, and the last statement that was published."""
    page.goto(f"{url}/my/activities/1/money/forecast")
    page.locator(".o_caetic_chart:not(.d-none)").first.wait_for()
    # The bars grow for a second.
    page.wait_for_timeout(1500)
    save(page, "portal-forecast-360")
    page.goto(f"{url}/my/activities/1/statements")
    # The year comes first, then its months.
    page.locator("main a[href*='/statements/']").nth(1).click()
    page.wait_for_load_state()
    save(page, "portal-statement-360")


def pay(page, url):
    """What a pay costs and gives, before it is asked for."""
    page.goto(f"{url}/my/activities/1/pay")
    page.locator(".o_caetic_slider:not(.d-none)").wait_for()
    # Below the state of the request: the amount, the slider and what it gives.
    page.locator("label[for=amount]").evaluate("label => label.scrollIntoView()")
    page.mouse.move(180, 400)
    page.mouse.wheel(0, -80)
    page.wait_for_timeout(500)
    save(page, "portal-pay-360")


def workshops(page, url):
    """Sessions of a person, and their competences."""
    page.goto(f"{url}/my/workshops")
    save(page, "portal-workshops-360")
    page.goto(f"{url}/my/competences")
    page.locator("main a[href*='/my/competences/']").first.click()
    page.locator(".o_caetic_radar").scroll_into_view_if_needed()
    save(page, "portal-competences-360")


def network(page, url):
    """Own profile, and the search that forgives."""
    page.goto(f"{url}/my/profile")
    save(page, "portal-profile-360")
    page.goto(f"{url}/my/network?q=vidéasste")
    save(page, "portal-network-360")


def team(page, url, number):
    """The team that won, as who leads it sees it."""
    page.goto(f"{url}/my/opportunities/{number}")
    save(page, "portal-team-360")


def desk_on_a_phone(page, url):
    """Quotes, expenses, suppliers' bills and shares of an activity."""
    for name in ("quotes", "expenses", "purchases", "shares"):
        page.goto(f"{url}/my/activities/1/{name}")
        save(page, f"portal-{name}-360")


def unpaid(page, url, number):
    """Who has not paid, since when, and what is done about it."""
    page.goto(f"{url}/my/activities/{number}/unpaid")
    save(page, "portal-unpaid-360")


def bills(page, url):
    """Suppliers' bills to sort and to approve."""
    page.goto(f"{url}/odoo/caetic-purchases")
    page.locator("tr.o_data_row").first.wait_for()
    save(page, "staff-bills-1280")


def directory(page, url):
    """What a visitor reads."""
    page.goto(f"{url}/annuaire")
    page.locator("main a[href*='/annuaire/personnes/']").first.click()
    page.wait_for_load_state()
    save(page, "public-person-1280")


def opportunity(page, url, number):
    """From a need to teams, with the reason of each."""
    page.goto(f"{url}/odoo/action-caetic_skills.caetic_opportunity_action/{number}")
    page.locator("button[name=action_find_teams]").first.click()
    page.locator(".o_notebook_headers .nav-link[name=teams]").click()
    found = page.locator("[name=team_ids] tr.o_data_row")
    found.first.wait_for()
    found.last.scroll_into_view_if_needed()
    save(page, "staff-opportunity-1280")


def sheet(page, url, number):
    """The attendance sheet of a facilitator from outside."""
    page.goto(f"{url}/my/sheets/{number}")
    save(page, "portal-sheet-360")


def sessions(page, url):
    page.goto(f"{url}/odoo/action-caetic_workshops.event_event_action_session")
    page.locator(".o_kanban_record, tr.o_data_row").first.wait_for()
    save(page, "staff-sessions-1280")


def approvals(page, url):
    page.goto(f"{url}/odoo/caetic-approvals")
    page.locator("tr.o_data_row").first.wait_for()
    save(page, "staff-approvals-1280")


def closing(page, url, number):
    page.goto(f"{url}/odoo/action-caetic_members.caetic_closing_action/{number}")
    page.locator(".o_form_view tr.o_data_row").first.wait_for()
    save(page, "staff-closing-1280")


def year_end(page, url, number):
    """The variable part of each activity, and what is due."""
    page.goto(f"{url}/odoo/action-caetic_members.caetic_year_end_action/{number}")
    page.locator(".o_form_view tr.o_data_row").first.wait_for()
    save(page, "staff-year-end-1280")


def month_of_pay(page, url, number):
    """The board of the month, its payslips computed and one of them open."""
    page.goto(f"{url}/odoo/caetic-pay-months/{number}")
    page.locator("button[name=action_caetic_compute]").click()
    page.locator(".o_form_view tr.o_data_row").first.wait_for()
    page.locator(".o_form_view tr.o_data_row", has_text="Calculé").first.wait_for()
    save(page, "staff-pay-month-1280")
    page.locator("button[name=action_caetic_slips] .o_field_monetary").first.click()
    page.wait_for_url("**/caetic-pay-register")
    page.locator("tr.o_data_row .o_data_cell").first.click()
    page.wait_for_url("**/caetic-pay-register/*")
    page.locator("[name=line_ids] tr.o_data_row").first.wait_for()
    save(page, "staff-payslip-1280")


def save(page, name):
    page.wait_for_load_state()
    # The pictures are of the window, as it opens.
    page.screenshot(path=IMAGES / f"{name}.png", animations="disabled")


def main():
    IMAGES.mkdir(parents=True, exist_ok=True)
    databases.create(DATABASE, "demo")
    close, month, last_sheet, won, need, late, year = script(DATABASE, RECORDS)
    phone = (
        ("amelie", (portal, account, desk_on_a_phone, pay, workshops, network), ()),
        ("gaelle", (unpaid,), (late,)),
        ("lydia", (sheet,), (last_sheet,)),
        ("bruno", (team,), (won,)),
    )
    desk = (
        ("claire", (sessions,), ()),
        ("claire", (opportunity,), (need,)),
        ("claire", (bills,), ()),
        ("paul", (approvals,), ()),
        ("jean", (closing,), (close,)),
        ("jean", (year_end,), (year,)),
        ("jean", (month_of_pay,), (month,)),
    )
    with Server(DATABASE) as server, chromium() as browser:
        with visit(browser, DESK) as page:
            directory(page, server.url)
        for size, then, tasks in ((PHONE, "/my", phone), (DESK, "/odoo", desk)):
            for login, takes, rest in tasks:
                with visit(browser, size) as page:
                    log_in(page, server.url, login, login, then)
                    for take in takes:
                        take(page, server.url, *rest)
    databases.drop(DATABASE)


if __name__ == "__main__":
    main()
