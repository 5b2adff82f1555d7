# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A journey in a browser: who plays it, and what each person saw."""

import re
from dataclasses import dataclass, field

import pytest

from .browser import DESK, PHONE, log_in, visit

# What an entrepreneur holds: each of the desk's journeys is played on both.
SIZES = [pytest.param(PHONE, id="360"), pytest.param(DESK, id="1280")]


def text_of(locator):
    """Text as it is read: one space between words, no invisible joiner."""
    return re.sub(r"\s+", " ", locator.inner_text().replace("\ufeff", ""))


@dataclass
class Journey:
    """Where it is played, and what was seen.

    :param story: what the world's script told: identifiers, one password for all
    :param size: window of the entrepreneurs
    :ivar seen: texts of pages, by name
    :ivar complaints: of the browser
    """

    server: object
    browser: object
    story: dict
    mail: object = None
    size: dict = field(default_factory=PHONE.copy)
    seen: dict = field(default_factory=dict)
    complaints: list = field(default_factory=list)

    @property
    def url(self):
        return self.server.url

    @property
    def password(self):
        return self.story["password"]

    def play(self, login, then, steps, size=None):
        """Log in by the form, as a person does, and do some steps.

        :param login: None for a visitor
        :param size: of another window than the entrepreneurs'
        """
        with visit(self.browser, size or self.size) as page:
            if login:
                log_in(page, self.url, login, self.password, then)
            for step in steps:
                step(self, page)
            self.complaints += page.complaints

    def look(self, page, name):
        self.seen[name] = text_of(page.locator("main"))
