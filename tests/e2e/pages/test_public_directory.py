# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The public directory in French: every page for everybody, and a visitor's journey.

The crawl follows the links of the directory from its first page; the journey is played
once, with a mail server that really receives.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from support.accessibility import phone_faults, violations
from support.browser import DESK, PHONE, log_in, visit
from support.logs import errors
from support.mailbox import mailbox
from support.odoo import script

OURS = re.compile(r"^/(annuaire|realisations)\b")
LEFT = re.compile(r"^/annuaire/image/|\.xml$")
STARTS = ("/annuaire", "/realisations", "/annuaire/besoin", "/annuaire?q=vidéo")
EXAMPLES = 2
# Targets of a thumb; links inside a sentence are as high as their line.
SMALL = """
() => [...document.querySelectorAll("#wrap a, #wrap button, #wrap select,"
    + " #wrap input:not([type=hidden]), #wrap summary")]
    .filter((node) => node.offsetParent && !node.closest("p, dd, figure, .breadcrumb"))
    .filter((node) => !node.classList.contains("stretched-link"))
    .filter((node) => !node.closest(".list-inline"))
    .filter((node) => {
        const target = node.closest(".form-check") || node;
        return Math.round(target.getBoundingClientRect().height) < 44;
    })
    .map((node) => node.outerHTML.slice(0, 120))
"""
WORLD = """
env["ir.mail_server"].create({"name": "Tests", "smtp_host": "127.0.0.1",
                              "smtp_port": PORT, "smtp_encryption": "none"})
# Somebody outside is invited to a team: they answer by a link.
need = env["caetic.opportunity"].search([("source", "=", "public")], limit=1)
outside = env["caetic.profile"].search([("member_id", "=", False)], limit=1)
place = env["caetic.opportunity.invitation"].create({
    "opportunity_id": need.id, "profile_id": outside.id,
})
place._send()
env.cr.commit()
chloe = env.ref("caetic_demo.caetic_member_chloe")
link = place._get_answer_url().split("/", 3)[3]
url = chloe.profile_ids._public_get_url()
answer({"email": chloe.email, "url": url, "link": f"/{link}"})
"""
OUTCOME = """
# What the scheduled action does every hour.
env["mail.mail"].process_email_queue()
message = env["caetic.public.message"].search([("kind", "=", "contact")])
need = env["caetic.opportunity"].search([("source", "=", "public")], limit=1,
                                        order="id desc")
answer({
    "to": message.profile_id.name, "from": message.email,
    "need": need.name, "who": need.contact_email,
})
"""


def kind_of(path):
    """The path without what names somebody: what makes two pages alike."""
    return re.sub(r"[^/]*-\d+", "N", path.partition("?")[0])


@pytest.fixture(scope="module")
def database(make_db):
    return make_db("demo")


@pytest.fixture(scope="module")
def mail():
    with mailbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def world(database, mail):
    return script(database, WORLD.replace("PORT", str(mail.port)))


@pytest.fixture(scope="module")
def server(database, world, make_server):
    started = make_server(database)
    yield started
    assert errors(started.log) == []


def links_of(page, url):
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    for link in links:
        path = urlsplit(link).path
        if link.startswith(url) and OURS.match(path) and not LEFT.search(path):
            yield path


def crawl(page, url, *more):
    """Return ``(kinds of pages seen, {path: what is wrong})``.

    :param more: further pages to start from
    """
    waiting, seen, faults = [*STARTS, *more], {}, {}
    while waiting:
        path = waiting.pop(0)
        examples = seen.setdefault(kind_of(path), set())
        if path in examples or len(examples) >= EXAMPLES:
            continue
        examples.add(path)
        response = page.goto(url + path)
        wrong = [] if response.status == 200 else [f"status {response.status}"]
        wrong += violations(page) + phone_faults(page) + page.evaluate(SMALL)
        if page.locator("html").get_attribute("lang") != "fr-FR":
            wrong.append("not in French")
        wrong += [page.complaints.pop() for _ in page.complaints[:]]
        if wrong:
            faults[path] = wrong
        waiting += links_of(page, url)
    return seen, faults


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["360", "1280"])
def test_every_page_is_for_everybody(server, browser, world, size):
    with visit(browser, size) as page:
        seen, faults = crawl(page, server.url, world["link"])
    told = "\n".join(f"{path}: {one}" for path, all in faults.items() for one in all)
    assert not faults, told
    # First page, a trade, a person, their form, a need, the projects, an invitation.
    assert len(seen) >= 7, seen


def test_it_works_without_scripts(server, browser):
    with visit(browser, PHONE, java_script_enabled=False) as page:
        page.goto(f"{server.url}/annuaire")
        page.get_by_label("Une compétence").fill("video")
        page.get_by_role("button", name="Rechercher", exact=True).click()
        assert page.locator(".o_caetic_directory_card").count() >= 1


# -- a visitor ----------------------------------------------------------------------


@dataclass
class Visit:
    seen: dict = field(default_factory=dict)
    complaints: list = field(default_factory=list)


def write_to(page, told):
    page.get_by_role("link", name=re.compile("Écrire à")).click()
    page.get_by_label("Votre nom").fill("Anne Durand")
    page.get_by_label("Votre adresse e-mail").fill("anne@mairie.example")
    page.get_by_label("Votre message").fill("Un film de deux minutes, au printemps ?")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Envoyer le message").click()
    told.seen["sent"] = page.locator("main").inner_text()


def ask_for_a_team(page, told, url):
    page.goto(f"{url}/annuaire/besoin")
    page.get_by_label("En quelques mots").fill(
        "site internet avec identité visuelle et vidéo"
    )
    page.get_by_label("Ce que vous voudriez").fill("Un site, un logo et un film.")
    page.get_by_label("Votre nom").fill("Anne Durand")
    page.get_by_label("Votre adresse e-mail").fill("anne@mairie.example")
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Envoyer mon besoin").click()
    told.seen["need"] = page.locator("main").inner_text()


def take_back(page, url):
    page.goto(f"{url}/my/profile/public")
    page.get_by_label("J'ai une page").uncheck()
    page.get_by_role("button", name="Enregistrer mes choix").click()
    page.get_by_role("status").first.wait_for()


@pytest.fixture(scope="module")
def journey(server, browser, world, database):
    told = Visit()
    with visit(browser, PHONE) as page:
        page.goto(f"{server.url}/annuaire")
        page.get_by_label("Une compétence").fill("realisation video")
        page.get_by_role("button", name="Rechercher", exact=True).click()
        page.wait_for_url("**q=**")
        told.seen["found"] = page.locator("main").inner_text()
        page.get_by_role("link", name="Chloé Martin").click()
        page.wait_for_url("**/personnes/**")
        told.seen["person"] = page.content()
        write_to(page, told)
        ask_for_a_team(page, told, server.url)
        told.complaints += page.complaints
    told.seen["outcome"] = script(database, OUTCOME)
    with visit(browser, PHONE) as page:
        log_in(page, server.url, "chloe", "chloe")
        take_back(page, server.url)
    with visit(browser, PHONE) as page:
        told.seen["after"] = page.goto(server.url + world["url"]).status
    return told


def test_a_visitor_finds_somebody(journey, world):
    assert "Chloé Martin" in journey.seen["found"]
    assert world["email"] not in journey.seen["person"]


def test_the_person_is_written_to(journey, world, mail):
    assert "Merci" in journey.seen["sent"]
    [message] = mail.wait_for(world["email"])
    assert "anne@mairie.example" in str(message["Reply-To"])
    # The demo has a domain for incoming mail: Odoo sends from its own address there.
    assert str(message["From"]) == "CAETIC Ouest Audois <notifications@caetic.example>"
    assert journey.seen["outcome"]["to"] == "Chloé Martin"


def test_the_need_becomes_an_opportunity(journey):
    assert "Merci" in journey.seen["need"]
    assert journey.seen["outcome"]["need"].startswith("site internet")
    assert journey.seen["outcome"]["who"] == "anne@mairie.example"


def test_what_is_taken_back_is_gone(journey):
    assert journey.seen["after"] == 404


def test_no_script_complained(journey):
    assert journey.complaints == []
