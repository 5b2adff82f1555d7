# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Skills made visible, in French: a profile, a visitor's need, a team, one invoice.

It is played once, on phones but for the coordinator; each test looks at what it left.
"""

import contextlib
import re
from pathlib import Path

import pytest
from support.browser import DESK, PHONE, log_in, visit
from support.cooperative import Staff
from support.journey import Journey, text_of
from support.limoux import tell
from support.logs import errors
from support.mailbox import mailbox
from support.odoo import script
from support.rpc import JsonRpc

WORLD = Path(__file__).with_name("skills_world.py")
NEED = "site internet avec identité visuelle et vidéo"
CUSTOMER = "helene@vernet.example"
TEAM = ("bruno", "amelie", "chloe")
# Public forms are answered by people: nobody fills one in faster.
SECONDS = 3.1
# What staff see afterwards, and the invoice to approve and to pay.
OUTCOME = """
[opportunity] = env["caetic.opportunity"].search([])
invoice = opportunity.invoice_ids
answer({
    "opportunity": opportunity.id,
    "source": opportunity.source,
    "customer": opportunity.partner_id.name,
    "places": {
        place.profile_id.name: [place.state, place.share, place.is_lead]
        for place in opportunity.invitation_ids
    },
    "state": opportunity.state,
    "invoices": invoice.ids,
    "total": invoice.amount_total,
    "move_state": invoice.state,
})
"""


class SkillsJourney(Journey):
    """:ivar taps: how often the first profile took a finger"""

    taps = 0

    def tap(self, locator):
        self.taps += 1
        locator.click()

    def look_at_accounts(self, pages, name):
        """What each of the team reads of their activity's money."""
        for login in TEAM:
            page = pages[login]
            page.goto(f"{self.url}/my/activities/{self.story['activities'][login]}")
            self.look(page, f"{login} {name}")

    def staff(self, login):
        session = JsonRpc(self.url, self.server.database, login, self.password)
        return Staff(session, self.story)

    def outcome(self):
        return script(self.server.database, OUTCOME)


# -- a profile -----------------------------------------------------------------------


def fill_profile(journey, page):
    """From the first page of the portal to being found; every tap counts."""
    tap = journey.tap
    tap(page.get_by_role("link", name="Réseau"))
    tap(page.get_by_role("link", name="Mon profil", exact=True))
    tap(page.get_by_text("Identité visuelle", exact=True))
    tap(page.get_by_role("button", name="Continuer vers mes compétences"))
    skills = {
        "Création de logo": "Expert",
        "Charte graphique": "Confirmé",
        "Illustrator et dessin vectoriel": "Expert",
    }
    for skill, level in skills.items():
        tap(page.get_by_role("group", name=skill).get_by_text(level, exact=True))
    tap(page.get_by_role("button", name="Enregistrer et continuer"))
    tap(page.get_by_text("Oui, dès maintenant"))
    tap(page.locator("#days").get_by_text("10", exact=True))
    tap(page.get_by_role("button", name="Enregistrer", exact=True))
    page.wait_for_url("**message=useful")
    journey.look(page, "profile")


def find_misspelt(journey, page):
    page.goto(f"{journey.url}/my/network")
    page.get_by_role("searchbox").fill("identitée visuele")
    page.get_by_role("button", name="Rechercher").first.click()
    page.wait_for_url("**q=**")
    journey.look(page, "found")
    card = page.get_by_role("link", name=re.compile("Amélie Durand"))
    journey.seen["reason"] = text_of(card.locator(".o_caetic_why"))
    card.click()
    page.wait_for_url("**/my/network/*")
    journey.look(page, "colleague")


# -- a page for visitors, and their need ----------------------------------------------


def choose_page(journey, page, *, shown):
    page.goto(f"{journey.url}/my/profile/public")
    for name in ("J'ai une page dans l'annuaire public", "Métiers"):
        page.get_by_label(name).set_checked(shown)
    page.get_by_role("button", name="Enregistrer mes choix").click()
    page.get_by_role("status").first.wait_for()


def look_outside(journey, page, name):
    """What the directory, its sitemap and the page of Chloé answer to anybody."""
    page.goto(f"{journey.url}/annuaire")
    journey.look(page, f"directory {name}")
    found = page.request.get(f"{journey.url}/annuaire/sitemap.xml")
    journey.seen[f"sitemap {name}"] = found.text()


def see_chloe(journey, page):
    page.get_by_role("link", name="Chloé Martin").click()
    page.wait_for_url("**/personnes/**")
    journey.seen["page"] = page.url
    journey.look(page, "person")


def send_need(journey, page):
    page.goto(f"{journey.url}/annuaire/besoin")
    page.get_by_label("En quelques mots").fill(NEED)
    page.get_by_label("Ce que vous voudriez").fill("Nous ouvrons en mars.")
    page.get_by_label("Budget").fill("2 000")
    page.get_by_label("Ville").fill("Limoux")
    page.get_by_label("Votre nom").fill("Hélène Vernet")
    page.get_by_label("Votre adresse e-mail").fill(CUSTOMER)
    page.wait_for_timeout(SECONDS * 1000)
    page.get_by_role("button", name="Envoyer mon besoin").click()
    page.wait_for_url("**/merci")
    journey.look(page, "sent")


# -- the coordinator -------------------------------------------------------------------


def find_team(journey, page):
    """Days of each need: 5, 3 and 2 of 10; the tool proposes who and how much."""
    page.goto(f"{journey.url}/odoo/caetic-opportunities")
    page.locator(".o_kanban_record", has_text=NEED).click()
    needs = page.locator("[name=need_ids]")
    needs.locator("tr.o_data_row").nth(2).wait_for()
    journey.seen["needs"] = text_of(needs)
    for row, days in enumerate("532"):
        cell = needs.locator("tr.o_data_row").nth(row).locator("td[name=days]")
        cell.click()
        cell.locator("input").fill(days)
    page.locator("button[name=action_find_teams]:visible").click()
    page.locator(".o_notebook a[name=teams]").click()
    proposed = page.locator("[name=team_ids] tr.o_data_row")
    proposed.first.wait_for()
    journey.seen["team"] = text_of(proposed.first.locator("td[name=summary]"))
    proposed.first.locator("button[name=action_take]").click()
    page.locator("button[name=action_send]:visible").click()
    page.locator(".o_arrow_button_current", has_text="Invitations envoyées").wait_for()


def win(journey):
    """As the web client asks it: the reason, then the button."""
    number = journey.outcome()["opportunity"]
    claire = journey.staff("claire")
    why = {"outcome_code": "team", "outcome_reason": "Trois métiers en un devis."}
    claire.call("caetic.opportunity", "write", [number], why)
    claire.call("caetic.opportunity", "action_won", [number])


# -- the team --------------------------------------------------------------------------


def accept(journey, page, login):
    page.goto(f"{journey.url}/my/opportunities")
    page.get_by_role("link", name=NEED).click()
    page.wait_for_url(re.compile(r"/my/opportunities/\d+"))
    journey.look(page, f"{login} invited")
    page.get_by_role("button", name="J'en suis").click()
    page.wait_for_url("**message=accepted")
    journey.look(page, f"{login} in")


def write_invoice(journey, page):
    """The contact of the need is filled in already; their address is not."""
    page.goto(f"{journey.url}/my/opportunities")
    page.get_by_role("link", name=NEED).click()
    page.get_by_role("button", name="Préparer la facture").click()
    journey.seen["typed"] = {
        name: page.locator(f"[name='{name}']").input_value()
        for name in ("new-name", "new-email", "new-city", "line-0-price")
    }
    page.get_by_label("Particulier").check()
    page.get_by_label("Adresse *").fill("2 rue des Vignes")
    page.get_by_label("Code postal *").fill("11300")
    page.get_by_role("button", name="Vérifier puis envoyer").click()
    page.get_by_role("button", name="Soumettre à validation").click()
    page.get_by_text("La coopérative le vérifie").wait_for()
    journey.look(page, "submitted")


@pytest.fixture(scope="module")
def journey(make_db, make_server, browser):
    """The whole journey, played once; everybody stays logged in on their phone."""
    with mailbox() as mail, contextlib.ExitStack() as stack:
        database = make_db("full")
        story = tell(database, WORLD, mail)
        played = SkillsJourney(make_server(database, crons=1), browser, story, mail)
        pages = {
            login: stack.enter_context(visit(browser, PHONE)) for login in (*TEAM, None)
        }
        for login in TEAM:
            log_in(pages[login], played.url, login, played.password)
        play(played, pages)
        for page in pages.values():
            played.complaints += page.complaints
        yield played
        assert errors(played.server.log) == []


def play(journey, pages):
    fill_profile(journey, pages["amelie"])
    find_misspelt(journey, pages["bruno"])
    choose_page(journey, pages["chloe"], shown=True)
    look_outside(journey, pages[None], "before")
    see_chloe(journey, pages[None])
    send_need(journey, pages[None])
    journey.play("claire", "/odoo", [find_team], DESK)
    for login in TEAM:
        accept(journey, pages[login], login)
    journey.seen["formed"] = journey.outcome()
    win(journey)
    write_invoice(journey, pages["bruno"])
    [move] = journey.outcome()["invoices"]
    journey.staff("claire").approve(move)
    journey.look_at_accounts(pages, "unpaid")
    journey.seen["issued"] = journey.outcome()
    journey.staff("jean").pay(move, journey.seen["issued"]["total"])
    journey.look_at_accounts(pages, "paid")
    choose_page(journey, pages["chloe"], shown=False)
    journey.seen["gone"] = pages[None].goto(journey.seen["page"]).status
    look_outside(journey, pages[None], "after")


# -- what it left ----------------------------------------------------------------------


def test_a_first_profile_takes_less_than_twelve_taps(journey):
    """Where to, trade, three skills with their level, when, how much: 11 in all."""
    assert journey.taps == 11
    for text in ("Identité visuelle", "Création de logo", "10 jours par mois"):
        assert text in journey.seen["profile"]


def test_a_colleague_finds_a_misspelt_trade(journey):
    """And is told why: the trade that was meant, the level of what was told."""
    assert "Amélie Durand" in journey.seen["found"]
    reason = journey.seen["reason"].strip()
    assert reason == "Identité visuelle · disponible maintenant"
    assert "Création de logo" in journey.seen["colleague"]


def test_a_visitor_sees_who_chose_it(journey):
    assert "Chloé Martin" in journey.seen["directory before"]
    assert "Réalisation de DVD et de vidéos" in journey.seen["person"]
    path = journey.seen["page"].removeprefix(journey.url)
    assert path in journey.seen["sitemap before"]
    for name in ("Amélie", "Bruno", "Farid"):
        assert name not in journey.seen["directory before"]


def test_the_need_reaches_the_coordinator_read_already(journey):
    assert journey.seen["formed"]["source"] == "public"
    for trade in ("Création et développement", "Identité visuelle", "Réalisation de"):
        assert trade in journey.seen["needs"]


def test_three_people_cover_it_with_reasons(journey):
    """Days are 5, 3 and 2 of 10. Bruno is expert, Farid is not: 1 of 2."""
    for part in (
        "Bruno Petit (50 %) : Création et développement de sites web : expert·e",
        "rang 1 sur 2",
        "Amélie Durand (30 %) : Identité visuelle : expert·e, seule personne",
        "Chloé Martin (20 %) : Réalisation de DVD et de vidéos : confirmé·e, seule",
    ):
        assert part in journey.seen["team"]
    assert "Farid" not in journey.seen["team"]


@pytest.mark.parametrize("login", TEAM)
def test_each_is_invited_by_mail_and_told_that_the_team_is_there(journey, login):
    address = f"{login}@cae.example"
    assert len(journey.mail.wait_for(address, NEED)) >= 2


def test_the_team_is_formed_with_its_shares(journey):
    formed = journey.seen["formed"]
    assert formed["state"] == "formed"
    assert formed["places"] == {
        "Bruno Petit": ["accepted", 50, True],
        "Amélie Durand": ["accepted", 30, False],
        "Chloé Martin": ["accepted", 20, False],
    }


def test_the_lead_starts_from_what_the_customer_wrote(journey):
    assert journey.seen["typed"] == {
        "new-name": "Hélène Vernet",
        "new-email": CUSTOMER,
        "new-city": "Limoux",
        "line-0-price": "2000",
    }
    assert journey.seen["issued"]["customer"] == "Hélène Vernet"


def test_the_customer_has_one_invoice(journey):
    """2 000 HT and 20 % of VAT."""
    assert journey.seen["issued"]["move_state"] == "posted"
    assert journey.seen["issued"]["total"] == 2400
    [message] = journey.mail.wait_for(CUSTOMER)
    assert [one.get_content_type() for one in message.iter_attachments()]


@pytest.mark.parametrize("login", TEAM)
def test_nothing_is_available_before_the_customer_pays(journey, login):
    """R419 b: an unpaid invoice releases nothing, to nobody."""
    assert "Disponible 0,00 €" in journey.seen[f"{login} unpaid"]


@pytest.mark.parametrize(
    ("login", "available"),
    [("bruno", "900,00 €"), ("amelie", "540,00 €"), ("chloe", "360,00 €")],
)
def test_payment_credits_three_accounts_by_their_shares(journey, login, available):
    """2 000 HT: 1 000, 600 and 400, each minus 10 % of contribution."""
    assert f"Disponible {available}" in journey.seen[f"{login} paid"]


def test_consent_withdrawn_is_gone_at_once(journey):
    assert journey.seen["gone"] == 404
    assert "Chloé" not in journey.seen["directory after"]
    assert "chloe" not in journey.seen["sitemap after"]


def test_no_page_complained(journey):
    """But for the page that is gone."""
    assert len(journey.complaints) == 1
    assert "status of 404" in journey.complaints[0]
