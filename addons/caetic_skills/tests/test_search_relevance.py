# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""60 searches on a cast of 41 people: are those who should be found, and first?

``data/relevance.json`` was written before the search and is not tuned to it.
"""

import json
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import file_open

from ..engine.criteria import Criteria
from .relevance_common import measure
from .search_common import SearchCommon

PATH = "caetic_skills/tests/data/relevance.json"
# What people need: two of the first three are right, nine of ten are found.
PRECISION = 0.8
RECALL = 0.9
# Without trigrams: what stays usable.
PLAIN_PRECISION = 0.75
PLAIN_RECALL = 0.85


@tagged("post_install", "-at_install")
class TestSearchRelevance(SearchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(PATH) as source:
            cls.data = json.load(source)
        cls._make_skills(cls.data["skills"])
        cls.env["caetic.skill.synonym"].create(
            [
                {"name": name, "trade_id": cls._trade(code).id}
                for code, names in cls.data["trade_synonyms"].items()
                for name in names
            ]
        )
        cls.cast = cls._make_people(cls.data["people"])
        cls.keys = {
            profile.id: row["key"]
            for profile, row in zip(cls.cast, cls.data["people"], strict=True)
        }

    def _criteria(self, query):
        asked = query.get("filters", {})
        return Criteria(
            text=query["text"],
            trade=self._trade(asked["trade"]).id if "trade" in asked else 0,
            skill=self.skills[asked["skill"]].id if "skill" in asked else 0,
            level=asked.get("level", 0),
            place=asked.get("place", ""),
            people=asked.get("people", "all"),
            by=self.today + timedelta(days=asked["by"]) if "by" in asked else None,
        )

    def _find_keys(self, query):
        people = self.profiles._find_people(self._criteria(query), self.company)
        return [self.keys.get(one.key, "?") for one in people.ranked]

    def _report(self, title):
        return measure(title, self.data["queries"], self._find_keys)

    def test_those_expected_are_found_and_first(self):
        precision, recall = self._report("as installed")
        self.assertEqual(len(self.data["queries"]), 60)
        self.assertGreaterEqual(precision, PRECISION)
        self.assertGreaterEqual(recall, RECALL)

    def test_without_trigrams_the_search_stays_usable(self):
        # The other way through the same statements: no extension is asked for.
        with patch.object(type(self.profiles), "_has_trigrams", lambda _self: False):
            precision, recall = self._report("without trigrams")
        self.assertGreaterEqual(precision, PLAIN_PRECISION)
        self.assertGreaterEqual(recall, PLAIN_RECALL)
