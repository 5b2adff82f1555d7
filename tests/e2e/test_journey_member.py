# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a visitor's registration to an associate, by clicks, in French.

It is played once; each test looks at what it left. Months pass by moving what is
written into the past, as nothing else in it depends on the clock.
"""

import io
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader
from support.browser import DESK
from support.journey import Journey, text_of
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox
from support.odoo import script

WORLD = Path(__file__).with_name("member_world.py")
PARIS = ZoneInfo("Europe/Paris")
VISITOR = "nora@courriel.example"
# The later the dates, the sooner the clocks: all that has a day goes back together.
MONTHS_PASS = """
def back(table, *columns):
    for column in columns:
        env.cr.execute(
            f"UPDATE {table} SET {column} = {column} - INTERVAL '13 months'"
        )
back("caetic_member_step", "date")
back("caetic_contract", "date_start", "date_end", "date_signed")
back("caetic_member_situation", "date")
back("hr_version", "date_version")
env["caetic.contract"]._cron_run_clocks()
env.cr.commit()
"""
OUTCOME = """
member = env["caetic.member"].search([("email", "=", "nora@courriel.example")])
shares = env["caetic.share.move"].search([("member_id", "=", member.id)])
contracts = member.contract_ids.sorted("id")
answer({
    "stages": member.step_ids.sorted("id").mapped("kind"),
    "state": member.state,
    "contracts": [
        [c.kind, c.rank, c.state, c.end_reason] for c in contracts
    ],
    "deadline": str(contracts[-1].association_deadline),
    "first_day": str(min(contracts.mapped("date_start"))),
    "parts": sum(shares.mapped("quantity")),
    "employee": member.employee_id.name,
    "signed_by": contracts[0].member_signed_by,
    "address": contracts[0].member_signed_ip,
})
"""


# -- the visitor -------------------------------------------------------------------


def register(journey, page):
    page.goto(f"{journey.url}/event/{journey.story['meeting']}/register")
    page.get_by_role("button", name="S'inscrire").first.click()
    page.locator(".modal.show").get_by_role("button", name="S'inscrire").click()
    form = page.locator("#attendee_registration")
    # Odoo's own form: its labels name no field.
    form.locator("input[name*='-name-']").fill("Nora Vial")
    form.locator("input[type=email]").fill(VISITOR)
    journey.seen["form"] = text_of(form)
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/registration/success**")


# -- staff: from a prospect to the cooperative's yes -------------------------------


def open_member(journey, page):
    page.goto(f"{journey.url}/odoo/caetic-members")
    page.locator(".o_kanban_record", has_text="Nora Vial").click()
    page.locator(".o_form_view [name=partner_id]").wait_for()


def take_step(stage):
    def step(journey, page):
        page.get_by_role("button", name="Étape suivante").click()
        dialog = page.locator(".modal")
        dialog.get_by_role("button", name="Enregistrer", exact=True).click()
        dialog.wait_for(state="detached")
        page.locator(".o_arrow_button_current", has_text=stage).wait_for()

    return step


def fill_file(journey, page):
    page.locator("[name=adviser_id] input").fill("Claire")
    page.locator(".o-autocomplete--dropdown-item", has_text="Claire").first.click()
    page.get_by_role("tab", name="Projet").click()
    page.locator("[name=project_summary] textarea").fill("Podcasts pour les musées")
    page.get_by_role("tab", name="Situation").click()
    page.get_by_role("button", name="Ajouter une ligne").click()
    dialog = page.locator(".modal")
    # The calendar of the first field opens by itself.
    page.keyboard.press("Tab")
    status = dialog.locator("[name=status]")
    choose(page, status, "Demandeur d'emploi indemnisé (ARE)")
    dialog.locator(".o_form_button_save").click()
    dialog.wait_for(state="detached")


def choose(page, place, label):
    """Pick a value of a selection, whichever widget shows it."""
    if place.locator("select").count():
        place.locator("select").select_option(label=label)
        return
    field = place.locator("input")
    field.focus()
    field.fill(label)
    page.locator(".o_select_menu_item", has_text=label).first.click()


def write_today(page, name):
    """Type today's date in a field, as in France."""
    page.locator(f"[name={name}]").locator("input, button").first.click()
    field = page.locator(f"[name={name}] input")
    field.fill(f"{datetime.now(PARIS):%d/%m/%Y}")
    field.press("Tab")


def decide(journey, page):
    page.get_by_role("button", name="Comité").click()
    page.locator(".o_form_view [name=votes_for]").wait_for()
    write_today(page, "date")
    page.locator("[name=votes_for] input").fill("4")
    page.get_by_label("Favorable", exact=True).check()
    page.get_by_role("button", name="Enregistrer la décision").click()
    page.locator(".o_arrow_button_current", has_text="Décidé").wait_for()


def give_access(journey, page):
    page.get_by_role("button", name="Donner l’accès au portail").click()
    dialog = page.locator(".modal")
    dialog.get_by_role("button", name="Donner l'accès").first.click()
    dialog.get_by_role("button", name="Révoquer l'accès").first.wait_for()
    dialog.get_by_role("button", name="Fermer").last.click()
    page.get_by_role("button", name="Relier l’identifiant").click()
    page.get_by_role("button", name="Relier l’identifiant").wait_for(state="detached")


def choose_password(journey, page):
    # The meeting's own message may come before or after.
    [message] = journey.mail.wait_for(VISITOR, "signup")
    body = message.get_body(("html",)).get_content()
    link = re.search(r'href="([^"]*reset_password[^"]*|[^"]*signup[^"]*)"', body)
    page.goto(link.group(1).replace("&amp;", "&"))
    page.fill("input[name=password]", journey.password)
    page.fill("input[name=confirm_password]", journey.password)
    page.locator("main button.btn-primary[type=submit]").click()
    page.wait_for_url("**/my**")


# -- staff: contracts --------------------------------------------------------------


def draft_cape(journey, page):
    page.get_by_role("button", name="Nouveau contrat").click()
    write_today(page, "date_start")
    means = page.locator("[name=clause_means] textarea")
    kept = means.input_value()
    means.fill("")
    page.get_by_role("button", name="Envoyer à la signature").click()
    refusal = page.locator(".modal .modal-body")
    journey.seen["empty clause"] = text_of(refusal)
    page.locator(".modal").get_by_role("button", name="Fermer").last.click()
    means.fill(kept)
    page.get_by_role("button", name="Envoyer à la signature").click()
    page.get_by_role("button", name="Reprendre").wait_for()


def sign(journey, page):
    page.goto(f"{journey.url}/my/contracts")
    journey.seen["contracts"] = text_of(page.locator("main"))
    page.get_by_role("link", name=re.compile("CAPE")).first.click()
    page.locator("#caetic_sign").scroll_into_view_if_needed()
    canvas = page.locator("#caetic_sign canvas")
    canvas.wait_for()
    send = page.get_by_role("button", name="Je signe ce contrat")
    # Away from the bar of places, at the bottom of a phone.
    canvas.evaluate("pad => pad.scrollIntoView({block: 'center'})")
    for _attempt in range(10):
        draw(page, canvas.bounding_box())
        # The pad listens a moment after it is drawn.
        page.wait_for_timeout(500)
        if send.is_enabled():
            break
    send.click()
    page.get_by_text("votre signature est conservée").wait_for()


def draw(page, box):
    """Draw a line in a box, as a finger does."""
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(box["x"] + 40 + 30 * step, box["y"] + 40 + 15 * (step % 2))
    page.mouse.up()


def countersign(journey, page):
    page.goto(f"{journey.url}/odoo/caetic-contracts")
    remove_filters(page)
    page.locator("tr.o_data_row td[name=name]", has_text="Nora").first.click()
    page.get_by_role("button", name="Signer pour la coopérative").click()
    page.locator(".modal").get_by_role("button", name="Ok").click()
    page.locator(".o_arrow_button_current", has_text="En cours").wait_for()


def remove_filters(page):
    page.locator("tr.o_data_row, .o_view_nocontent").first.wait_for()
    for facet in page.locator(".o_searchview .o_facet_remove").all():
        facet.click()


def renew_and_be_refused(journey, page):
    """Two renewals; the third is refused, with the law."""
    for rank in (1, 2):
        page.get_by_role("button", name="Renouveler").click()
        page.locator("h1", has_text=f"renouvellement {rank}").wait_for()
        page.get_by_role("button", name="Les deux parties ont signé").click()
        page.locator(".o_arrow_button_current", has_text="Signé").wait_for()
    page.get_by_role("button", name="Renouveler").click()
    journey.seen["third renewal"] = text_of(page.locator(".modal .modal-body"))
    page.locator(".modal").get_by_role("button", name="Fermer").last.click()


def read_copy(journey, page):
    page.goto(f"{journey.url}/my/contracts")
    page.get_by_role("link", name=re.compile("CAPE")).last.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger (PDF)").click()
    pages = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    text = " ".join(page.extract_text() for page in pages)
    journey.seen["copy"] = re.sub(r"\s+", " ", text)


def sign_cesa(journey, page):
    page.get_by_role("button", name="Nouveau contrat").click()
    page.locator("[name=clause_pay]").wait_for()
    write_today(page, "date_start")
    page.locator("[name=fixed_part] input").fill("150")
    page.get_by_role("button", name="Les deux parties ont signé").click()
    page.locator(".o_arrow_button_current", has_text="En cours").wait_for()


def associate(journey, page):
    page.get_by_role("button", name="Devient associé").click()
    dialog = page.locator(".modal")
    dialog.locator("[name=quantity] input").fill("3")
    dialog.get_by_role("button", name="Enregistrer", exact=True).click()
    dialog.wait_for(state="detached")
    page.locator(".o_arrow_button_current", has_text="Associé").wait_for()


@pytest.fixture(scope="module")
def journey(make_db, make_server, browser):
    """The whole journey, played once."""
    with mailbox() as mail:
        database = make_db("full")
        story = tell(database, WORLD, mail)
        server = make_server(database, crons=1)
        played = Journey(server, browser, story, mail)
        played.play(None, None, [register])
        entry = [open_member, take_step("Informé"), fill_file]
        entry += [take_step("Diagnostic fait"), decide, open_member, give_access]
        played.play("claire", "/odoo", entry, DESK)
        played.play(None, None, [choose_password])
        played.play("claire", "/odoo", [open_member, draft_cape], DESK)
        played.play(VISITOR, "/my", [sign])
        played.play("claire", "/odoo", [countersign, renew_and_be_refused], DESK)
        played.play(VISITOR, "/my", [read_copy])
        script(database, MONTHS_PASS)
        played.play(
            "claire", "/odoo", [open_member, sign_cesa, open_member, associate], DESK
        )
        played.seen["outcome"] = script(database, OUTCOME)
        yield played
        assert errors(server.log) == []


def test_a_visitor_is_told_what_becomes_of_the_data(journey):
    """R807: the notice stands on the first form."""
    assert "Ce que deviennent vos données" in journey.seen["form"]


def test_each_stage_is_a_dated_step(journey):
    """R301: informed, diagnosed, committee, admitted, CAPE, CESA, associate."""
    assert journey.seen["outcome"]["stages"] == [
        "informed",
        "diagnosed",
        "committee",
        "admitted",
        "cape",
        "cesa",
        "associate",
    ]


def test_a_contract_with_an_empty_clause_is_refused_with_its_article(journey):
    """R204: the means are clause 2 of C. com. R127-1."""
    assert "Moyens (C. com. R127-1, 2°)" in journey.seen["empty clause"]


def test_the_third_renewal_is_refused_with_the_law(journey):
    """R202: two renewals, whatever their length."""
    assert "C. com. L127-2" in journey.seen["third renewal"]
    assert "2 fois au plus" in journey.seen["third renewal"]


def test_the_signed_copy_bears_both_names(journey):
    copy = journey.seen["copy"]
    assert "Nora Vial" in copy
    assert "Claire Aubert" in copy
    assert "False" not in copy
    assert "PROJET" not in copy
    assert journey.seen["outcome"]["signed_by"] == "Nora Vial"
    assert journey.seen["outcome"]["address"] == "127.0.0.1"


def test_the_cesa_ends_the_renewal_that_ran_and_gives_up_the_next(journey):
    assert journey.seen["outcome"]["contracts"] == [
        ["cape", 0, "ended", "cape_term"],
        ["cape", 1, "ended", "cape_cesa"],
        ["cape", 2, "cancelled", False],
        ["cesa", 0, "running", False],
    ]


def test_the_deadline_counts_from_the_cape(journey):
    """R108: contracts follow each other, so three years from the first day."""
    outcome = journey.seen["outcome"]
    year, rest = outcome["first_day"].split("-", 1)
    assert outcome["deadline"] == f"{int(year) + 3}-{rest}"


def test_an_associate_has_parts_and_a_file_in_hr(journey):
    outcome = journey.seen["outcome"]
    assert (outcome["state"], outcome["parts"]) == ("associate", 3)
    assert outcome["employee"] == "Nora Vial"


def test_no_page_complained(journey):
    assert journey.complaints == []
