# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An entrepreneur on the portal, with a browser that has no JavaScript."""

import time

import requests
from lxml import html

TIMEOUT = 120


class Page:
    """What a browser shows: a status, an address, forms to fill in.

    :ivar url: address after the redirections
    """

    def __init__(self, response):
        self.status = response.status_code
        self.url = response.url
        self.content = response.content
        self._tree = None

    @property
    def tree(self):
        if self._tree is None:
            parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
            self._tree = html.fromstring(self.content or b"<html/>", parser=parser)
        return self._tree

    def _forms(self, action):
        forms = [form for form in self.tree.forms if form.method == "POST"]
        return [form for form in forms if (form.action or "").endswith(action)]

    def has_form(self, action):
        return bool(self._forms(action))

    def form(self, action=""):
        """Return ``(address, fields)`` of the form that posts to an action."""
        found = self._forms(action)
        if not found:
            raise AssertionError(f"no form {action!r} on {self.url}: {self.text()}")
        return found[0].action, dict(found[0].form_values())

    def text(self):
        """Return the words of the page's body, for the message of a failure."""
        for node in self.tree.xpath("//script | //style"):
            node.drop_tree()
        body = self.tree.xpath("//main | //body") or [self.tree]
        return " ".join(body[0].text_content().split())[:600]


class Entrepreneur:
    """A session of the portal.

    :param activity_id: activity whose pages are visited
    :ivar seen: ``(method, path, status, seconds)`` of every answer, in order
    """

    def __init__(self, url, login, password, activity_id):
        self.url = url
        self.base = f"/my/activities/{activity_id}"
        self.session = requests.Session()
        self.seen = []
        page = self.get("/web/login?redirect=/my", base="")
        page = self.post(page, login=login, password=password)
        assert page.url.startswith(f"{url}/my"), page.text()

    def get(self, path="", base=None):
        """Open a page of the activity, or of ``base``."""
        return self._ask("GET", (self.base if base is None else base) + path)

    def post(self, page, action="", **fields):
        """Fill in a form of a page and send it; redirections are followed.

        :param fields: replace what the page proposed
        """
        address, proposed = page.form(action)
        address = address or page.url.removeprefix(self.url)
        return self._ask("POST", address, data={**proposed, **fields})

    def _ask(self, method, path, **options):
        begun = time.monotonic()
        response = self.session.request(
            method, self.url + path, timeout=TIMEOUT, **options
        )
        taken = time.monotonic() - begun
        self.seen.append((method, path, response.status_code, taken))
        return Page(response)
