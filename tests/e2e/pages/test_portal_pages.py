# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Every page of the portal, found by following links, as each person of the story.

Nobody lists the pages here: a page that is linked from another is opened, at 360 px
and at 1280 px, and must be French, whole, readable and usable by everybody.
"""

import re
from urllib.parse import urlsplit

import pytest
from support.accessibility import overflow, phone_faults, violations
from support.browser import DESK, PHONE, log_in, visit
from support.logs import errors
from support.odoo import script

PEOPLE = ("amelie", "chloe", "ines", "lydia")
OURS = re.compile(
    r"/my/(activities|workshops|appointments|competences|accelerators|sheets"
    r"|network|profile|opportunities|resources|joint-projects)\b"
)
# The customer's paper is not a page of the portal; its own tests read it.
# Files are no pages either; the code in the room and the timer fill a screen alone.
LEFT = re.compile(
    r"/(invoices|quotes)/\d+/preview$|report_type="
    r"|/(report|blank|pdf|document|open|receipt|file|card|export)$"
    r"|/certificate/|/documents/|/photos/|/pictures/"
)
# Where the cards of the start page lead to: that one is Odoo's.
PLACES = (
    "activities",
    "workshops",
    "appointments",
    "competences",
    "accelerators",
    "network",
    "joint-projects",
    "profile",
    "opportunities",
    "resources",
)
STARTS = [f"/my/{place}" for place in PLACES]
# Somebody from outside has sheets, and no stay: a few pages.
PAGES = {"lydia": (["/my/sheets", "/my/accelerators"], 5)}
# What waits for an answer: in the story, those who were asked have no login.
WORLD = """
need = env["caetic.opportunity"].search([("source", "=", "public")], limit=1)
profile = env.ref("caetic_demo.caetic_member_amelie").profile_ids
env["caetic.opportunity.invitation"].create({
    "opportunity_id": need.id, "profile_id": profile.id, "share": 100, "is_lead": True,
})._send()
env.cr.commit()
"""
# One word of five hundred letters wherever a person may type one, and where it shows.
LONG = """
word = "W" * 500
profile = env.ref("caetic_demo.caetic_member_amelie").profile_ids
other = env.ref("caetic_demo.caetic_member_emma").profile_ids
other.partner_id.name = word[:120]
other.write({"headline": word[:120], "presentation": word, "town": word[:100]})
env["caetic.portfolio.item"].create(
    {"profile_id": other.id, "name": word, "customer": word, "description": word}
)
garrigue = env.ref("caetic_demo.caetic_activity_garrigue")
garrigue.name = word[:200]
need = env["caetic.opportunity"].create({
    "name": word, "description": word, "town": word[:200], "contact_name": word,
    "budget": 1800,
    "invitation_ids": [
        (0, 0, {"profile_id": one.id, "share": share, "is_lead": one == profile,
                "role": word[:120]})
        for one, share in ((profile, 60), (other, 40))
    ],
})
need.action_send()
for place in need.invitation_ids:
    place._accept(word)
project = env["project.project"].browse(need.action_make_joint_project()["res_id"])
env["project.task"].create({
    "project_id": project.id, "name": word, "caetic_profile_id": profile.id,
    "user_ids": False,
})
resource = env["caetic.resource"].search([], limit=1)
resource.name = word
kind = env.ref("caetic_invoicing.product_service")
customer = env["res.partner"].create({
    "name": word[:128], "is_company": True, "email": word[:64] + "@example.com",
    "caetic_activity_ids": [(6, 0, garrigue.ids)],
})
item = env["caetic.catalogue.item"].create({
    "name": word, "activity_id": garrigue.id, "product_id": kind.id, "price": 1234567,
})
line = {"name": word, "quantity": 1, "price_unit": 1234567, "product_id": kind.id}
invoice = env["account.move"].create({
    "move_type": "out_invoice", "partner_id": customer.id,
    "caetic_activity_id": garrigue.id, "invoice_line_ids": [(0, 0, line)],
})
desk = f"/my/activities/{garrigue.id}"
lists = ("customers", "catalogue", "invoices", "quotes", "unpaid", "followup")
env.cr.commit()
answer([
    desk, f"{desk}/money", *(f"{desk}/{name}" for name in lists),
    f"{desk}/customers/{customer.id}", f"{desk}/catalogue/{item.id}",
    f"{desk}/invoices/{invoice.id}", f"{desk}/invoices/{invoice.id}/edit",
    f"{desk}/invoices/{invoice.id}/plan",
    "/my/network", "/my/network/map",
    f"/my/network/{other.id}", "/my/opportunities", f"/my/opportunities/{need.id}",
    "/my/joint-projects", f"/my/joint-projects/{project.id}",
    f"/my/joint-projects/{project.id}/edit", "/my/resources",
    f"/my/resources/{resource.id}", "/my/profile", "/my/profile/portfolio/new",
])
"""
# Two pages of a kind are enough: the first invoice and the last are the same page. One
# is, when somebody else's were opened: whose it is makes it look otherwise.
EXAMPLES = 2
# Once opened for somebody, these look no other for anybody.
ALIKE = re.compile(r"/my/(network|profile|opportunities|resources|joint-projects)\b")


def kind_of(path):
    """The path without its numbers and words: what makes two pages alike."""
    # Each figure of a statement of account opens the same page.
    path = re.sub(r"/(terms|income|treasury)/\w+", r"/\1/W", path)
    return re.sub(r"\d+", "N", re.sub(r"=[^&]*", "=N", path))


class Crawl:
    """Follow the links of the portal from its first pages.

    :param known: kinds of pages opened for others
    :ivar faults: ``{path: list of what is wrong}``
    """

    def __init__(self, page, url, check, known=()):
        self.page = page
        self.url = url
        self.check = check
        self.known = frozenset(known)
        self.seen = {}
        self.faults = {}

    def run(self, starts):
        waiting = [*starts]
        while waiting:
            path = waiting.pop(0)
            kind = kind_of(path)
            examples = self.seen.setdefault(kind, set())
            if path in examples or len(examples) >= self.enough(kind):
                continue
            examples.add(path)
            waiting += self.open(path)
        return self

    def enough(self, kind):
        """How many pages of a kind are to be opened."""
        if kind not in self.known:
            return EXAMPLES
        return 0 if ALIKE.match(kind) else 1

    def open(self, path):
        """Open a page, note its faults and return the links it has."""
        response = self.page.goto(self.url + path)
        faults = [] if response.status == 200 else [f"status {response.status}"]
        faults += self.check(self.page)
        faults += [self.page.complaints.pop() for _ in self.page.complaints[:]]
        if faults:
            self.faults[path] = faults
        links = self.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        return [path for path in map(self.path_of, links) if path]

    def told(self):
        found = self.faults.items()
        return "\n".join(f"{path}: {fault}" for path, all in found for fault in all)

    def path_of(self, link):
        parts = urlsplit(link)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        ours = link.startswith(self.url) and OURS.match(path) and not LEFT.search(path)
        return path if ours else None


@pytest.fixture(scope="module")
def server(make_db, make_server):
    database = make_db("demo")
    script(database, WORLD)
    started = make_server(database)
    yield started
    assert errors(started.log) == []


@pytest.fixture(scope="module")
def known():
    """Kinds of pages that were opened on a phone."""
    return set()


def crawl(server, browser, login, size, check, known=()):
    with visit(browser, size) as page:
        log_in(page, server.url, login, login)
        crawled = Crawl(page, server.url, check, known)
        return crawled.run(PAGES.get(login, (STARTS, 12))[0])


def check_phone(page):
    """French, one heading, axe's rules, no sideways scroll, targets for a thumb."""
    faults = violations(page) + phone_faults(page)
    if page.locator("html").get_attribute("lang") != "fr-FR":
        faults.append("not in French")
    return faults


@pytest.mark.parametrize("login", PEOPLE)
def test_every_page_on_a_phone(server, browser, login, known):
    found = crawl(server, browser, login, PHONE, check_phone, known)
    known.update(found.seen)
    assert not found.faults, found.told()
    assert len(found.seen) >= PAGES.get(login, (STARTS, 12))[1]


def test_every_page_on_a_desk(server, browser):
    found = crawl(server, browser, "amelie", DESK, violations)
    assert not found.faults, found.told()
    assert len(found.seen) >= 12


def test_one_long_word_pushes_nothing_off_the_screen(server, browser):
    """Run last: the names of the story are no names any more."""
    paths = script(server.database, LONG)
    wide = []
    for size in (PHONE, DESK):
        with visit(browser, size) as page:
            log_in(page, server.url, "amelie", "amelie")
            for path in paths:
                assert page.goto(server.url + path).status == 200
                wide += [
                    f"{path} at {size['width']}: {fault}" for fault in overflow(page)
                ]
    assert not wide, "\n".join(wide)
