# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""60 searches on a cast of 41 people: are those who should be found, and first?

``data/relevance.json`` was written before the search and is not tuned to it. Precision
at 3 is the share of the first 3 (fewer where fewer are expected) who are expected;
recall at 10 the share of those expected who are among the first 10.
"""

import json
import logging
from collections import defaultdict
from datetime import timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import file_open

from ..engine.criteria import Criteria
from .search_common import SearchCommon

_logger = logging.getLogger(__name__)

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

    def _measure(self):
        """Return ``{kind: [(precision, recall)]}`` and what went wrong."""
        found, wrong = defaultdict(list), []
        for query in self.data["queries"]:
            people = self.profiles._find_people(self._criteria(query), self.company)
            keys = [self.keys.get(one.key, "?") for one in people.ranked]
            precision, recall = self._score(keys, set(query["expected"]))
            found[query["kind"]].append((precision, recall))
            if min(precision, recall) < 1:
                wrong.append((query["text"], precision, recall, keys[:10]))
        return found, wrong

    def _score(self, keys, expected):
        """Return precision at 3 and recall at 10; 1 for nobody, if so."""
        if not expected:
            return (0.0, 0.0) if keys else (1.0, 1.0)
        first = min(3, len(expected))
        precision = len(expected & set(keys[:first])) / first
        return precision, len(expected & set(keys[:10])) / min(10, len(expected))

    def _report(self, path):
        found, wrong = self._measure()
        rows = [pair for pairs in found.values() for pair in pairs]
        precision, recall = (
            sum(column) / len(rows) for column in zip(*rows, strict=True)
        )
        _logger.info(
            "Relevance, %s: %s queries, precision at 3 %.3f, recall at 10 %.3f",
            path,
            len(rows),
            precision,
            recall,
        )
        for kind, pairs in found.items():
            means = [sum(column) / len(pairs) for column in zip(*pairs, strict=True)]
            _logger.info("  %-9s %2d  %.2f  %.2f", kind, len(pairs), *means)
        for text, *figures in wrong:
            _logger.info("  less than all: “%s” %s", text, figures)
        return precision, recall

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
