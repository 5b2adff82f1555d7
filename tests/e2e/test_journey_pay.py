# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From available money to a net amount in the bank: one month of pay, three people.

The journey is played once, by clicks, in French; each test looks at what it left.

1 500.00 net, non-executive, 30 people, work accidents 1.5 %, no health cover, a month
alone (R521 to R524), figures of June 2026. The smallest gross that gives it: 1 894.91.

* employee: 130.75 + 7.58 + 59.69 + 16.30, and on 98.25 % of it 126.60 + 44.68 + 9.31:
  394.91, so 1 500.00 net; a cent less of gross gives 1 499.99;
* employer: 246.34 + 162.01 + 39.98 + 99.48 + 28.42 + 5.68 + 1.89 + 0.30 + 75.80 + 4.74
  + 89.44 + 24.44 + 18.95 + 11.18 + 1.71 = 810.36;
* general reduction: 0.02 + 0.3781 x (0.5 x (3 x 1 823.0333 / 1 894.91 - 1)) ^ 1.75
  = 0.3613, of 1 894.91 = 684.63;
* cost: 1 894.91 + 810.36 - 684.63 = 2 020.64; taxable: 1 500 + 44.68 + 9.31 = 1 553.99,
  under the first limit of the neutral rate (R527): no tax.
"""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from support.browser import DESK
from support.journey import Journey, text_of
from support.ledger import Ledger
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox
from support.odoo import script
from support.rpc import JsonRpc, RpcError

WORLD = Path(__file__).with_name("pay_world.py")
GROSS, COST, NET = "1 894,91", "2 020,64", "1 500,00"
# 4 000 invoiced and paid, 10 % contributed: 3 600.
AVAILABLE, LEFT = "3 600,00", "1 579,36"
TRANSFERS = """
from lxml import etree
from odoo.tools import file_path
method = env.ref("account_payment_sepa_credit_transfer.sepa_credit_transfer")
schema = f"account_payment_sepa_credit_transfer/data/{method.pain_version}.xsd"
checked = etree.XMLSchema(etree.parse(file_path(schema)))
order = env["account.payment.order"].search([])
document = etree.fromstring(order.payment_file_id.raw)
checked.validate(document)
answer({
    "errors": [str(error) for error in checked.error_log],
    "amounts": [node.text for node in document.findall(".//{*}InstdAmt")],
    "names": [node.findtext("{*}Nm") for node in document.findall(".//{*}Cdtr")],
})
"""


class PayJourney(Journey):
    @property
    def home(self):
        return f"{self.url}/my/activities/{self.story['studio']}"

    def session(self, login):
        return JsonRpc(self.url, self.server.database, login, self.password)


# -- the entrepreneur asks -----------------------------------------------------------


def ask(journey, page):
    page.goto(journey.home)
    page.get_by_role("link", name="Rémunération").first.click()
    page.get_by_label("Ce montant est").select_option("net")
    page.get_by_label("Montant souhaité (€)").fill("1 500")
    page.locator("[data-figure=cost]", has_text=COST).wait_for()
    journey.look(page, "asking")
    page.get_by_role("button", name="Demander cette rémunération").click()
    page.get_by_role("button", name="Modifier ma demande").wait_for()
    journey.look(page, "asked")


def ask_too_much(journey, page):
    """Basile has earned nothing: the amount stays, with the reason beside it."""
    page.goto(f"{journey.url}/my/activities/{journey.story['atelier']}/pay")
    page.get_by_label("Montant souhaité (€)").fill("mille")
    page.get_by_role("button", name="Demander cette rémunération").click()
    field_ = page.get_by_label("Montant souhaité (€)")
    journey.seen["kept"] = field_.input_value()
    journey.seen["wrong"] = text_of(page.locator("#amount_error"))


# -- staff ---------------------------------------------------------------------------


def approve(journey, page):
    page.goto(f"{journey.url}/odoo/caetic-pay-requests")
    row = page.locator("tr.o_data_row")
    row.first.wait_for()
    journey.seen["queue"] = text_of(row.first)
    page.locator("thead .o_list_record_selector input").check()
    page.get_by_role("button", name="Valider", exact=True).click()
    row.first.wait_for(state="detached")


def prepare(journey, page):
    page.goto(f"{journey.url}/odoo/caetic-pay-months")
    page.get_by_role("button", name="Nouveau").first.click()
    page.locator(".o_form_view [name=date_start]").wait_for()
    page.locator(".o_form_button_save").first.click()
    page.get_by_role("button", name="Calculer", exact=True).click()
    page.get_by_role("button", name="Valider et comptabiliser").click()
    page.locator(".modal").get_by_role("button", name="Ok").click()
    page.locator("tr.o_data_row", has_text="Amélie Durand").wait_for()
    with page.expect_response(lambda one: "action_caetic_publish" in one.url):
        page.get_by_role("button", name="Publier les bulletins").click()
    journey.seen["board"] = text_of(page.locator(".o_form_view"))


def order_transfers(journey, page):
    page.get_by_role("button", name=re.compile("SEPA")).click()
    page.locator(".o_notification").first.wait_for()


# -- the entrepreneur looks ----------------------------------------------------------


def read_payslip(journey, page):
    page.goto(f"{journey.url}/my/pay")
    journey.look(page, "payslips")
    link = page.locator("main a[href$='/pdf']").first
    journey.seen["path"] = link.get_attribute("href")
    with page.expect_download() as download:
        link.click()
    journey.seen["pdf"] = Path(download.value.path()).read_bytes()
    page.goto(f"{journey.home}/money")
    journey.look(page, "money")


@pytest.fixture(scope="module")
def journey(make_db, make_server, browser):
    """The whole month, played once."""
    with mailbox() as mail:
        database = make_db("full")
        story = tell(database, WORLD, mail)
        server = make_server(database)
        played = PayJourney(server, browser, story)
        played.play("amelie", "/my", [ask])
        played.play("basile", "/my", [ask_too_much])
        played.play("paul", "/odoo", [approve, prepare, order_transfers], DESK)
        played.play("amelie", "/my", [read_payslip])
        yield played
        assert errors(server.log) == []


@pytest.fixture(scope="module")
def paper(journey):
    """The payslip as she reads it."""
    pages = PdfReader(io.BytesIO(journey.seen["pdf"])).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


@pytest.fixture(scope="module")
def ledger(journey):
    with Ledger(journey.server.database) as read:
        yield read


# -- what the entrepreneur sees ------------------------------------------------------


def test_figures_follow_what_is_wished(journey):
    for amount in (AVAILABLE, GROSS, COST, NET, LEFT):
        assert amount in journey.seen["asking"], amount


def test_request_says_that_it_waits(journey):
    assert NET in journey.seen["asked"]


def test_wrong_amount_is_said_beside_its_field_and_kept(journey):
    assert journey.seen["kept"] == "mille"
    assert journey.seen["wrong"]


def test_staff_see_who_asks_for_what(journey):
    for text in ("Amélie Durand", "Studio Garrigue", GROSS, COST):
        assert text in journey.seen["queue"], text


def test_board_shows_the_month(journey):
    for text in ("Amélie Durand", GROSS, COST):
        assert text in journey.seen["board"], text


def test_payslip_is_on_the_portal(journey):
    assert GROSS in journey.seen["payslips"]


@pytest.mark.parametrize(
    "text",
    [
        "Amélie Durand",
        "CAE Limoux",
        "Santé",
        "Accidents du travail",
        "Retraite",
        "Assurance chômage",
        "Montant net social",
        "Net à payer avant impôt sur le revenu",
        "sans limitation de durée",
        GROSS,
        NET,
        COST,
    ],
)
def test_paper_says_what_the_law_asks(paper, text):
    """C. trav. R3243-1, and the order of 25 February 2016 on the clear payslip."""
    assert text.casefold() in paper.casefold()


def test_paper_names_no_hours(paper):
    """R116: an entrepreneur has no working time."""
    assert "heure" not in paper.casefold()


def test_account_shows_the_cost(journey):
    """3 600.00 - 2 020.64 = 1 579.36, kept aside until the last day of the month."""
    assert LEFT in journey.seen["money"]
    assert COST in journey.seen["money"]


# -- books and bank ------------------------------------------------------------------


def test_entry_balances_and_charges_the_activity(ledger):
    balances = ledger.rows(
        """
        SELECT left(account.code_store->>'1', 2), sum(line.balance)
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN account_account account ON account.id = line.account_id
         WHERE move.caetic_term = 'pay' AND move.state = 'posted'
         GROUP BY 1 ORDER BY 1
        """
    )
    found = {code: str(amount) for code, amount in balances}
    assert found["64"] == "2020.64"
    assert found["42"] == "-1500.00"
    # 394.91 of the employee, 125.73 of the employer: 520.64 for Urssaf, Agirc-Arrco.
    assert found["43"] == "-520.64"
    assert sum(amount for _code, amount in balances) == 0


def test_transfers_are_a_file_that_the_bank_reads(journey):
    """pain.001 of the month, against its schema."""
    told = script(journey.server.database, TRANSFERS)
    assert told["errors"] == []
    assert told["amounts"] == ["1500.00"]
    # The bank's character set has no accents.
    assert told["names"] == ["Amelie Durand"]


# -- nobody else ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def hidden(ledger):
    """Identifiers of what belongs to Amélie's pay alone."""
    return {
        "hr.payslip": ledger.value("SELECT id FROM hr_payslip"),
        "hr.payslip.line": ledger.value("SELECT min(id) FROM hr_payslip_line"),
        "caetic.pay.request": ledger.value("SELECT id FROM caetic_pay_request"),
        "ir.attachment": ledger.value(
            "SELECT id FROM ir_attachment WHERE res_model = 'hr.payslip'"
            " AND mimetype = 'application/pdf'"
        ),
    }


@pytest.mark.parametrize("login", ["basile", "claire"])
def test_others_read_nothing_of_it(journey, hidden, login):
    session = journey.session(login)
    for model, number in hidden.items():
        with pytest.raises(RpcError) as refusal:
            session.call(model, "read", [number], ["display_name"])
        assert refusal.value.name in (
            "odoo.exceptions.AccessError",
            "odoo.exceptions.MissingError",
        )


@pytest.mark.parametrize("login", ["basile", "claire"])
def test_no_page_gives_the_paper_to_others(journey, hidden, login):
    session = journey.session(login)
    slip, file = hidden["hr.payslip"], hidden["ir.attachment"]
    for path in (
        journey.seen["path"],
        f"/web/content/{file}",
        f"/web/content/hr.payslip/{slip}/pdf_attachment_id",
        f"/report/pdf/caetic_payroll.report_payslip/{slip}",
        f"/my/activities/{journey.story['studio']}/pay",
        f"/my/activities/{journey.story['studio']}/pay/figures?amount=10&mode=net",
    ):
        _status, text = session.get(path)
        assert "%PDF" not in text, path
        assert GROSS not in text, path
        assert AVAILABLE not in text, path


def test_browser_had_nothing_to_complain_of(journey):
    """But for the form that came back with its wrong amount: 422, as HTTP says it."""
    assert len(journey.complaints) == 1
    assert "status of 422" in journey.complaints[0]
