# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""60 searches among the people of the story: who should be found is, and first?

``data/relevance.json`` was written from ``data/profiles.csv`` and its companions before
the first search was run; what it misses is in the figures. One question
was changed since: David is listed for as long as nobody records that he left, so that
nobody is found for Léa, a prospect, instead.
"""

import json

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_open

from odoo.addons.caetic_skills.engine.criteria import Criteria
from odoo.addons.caetic_skills.tests.relevance_common import measure

from ..story.source import rows

PATH = "caetic_demo/tests/data/relevance.json"
# What people need: two of the first three are right, nine of ten are found.
PRECISION = 0.8
RECALL = 0.9


@tagged("post_install", "-at_install")
class TestStoryRelevance(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with file_open(PATH) as source:
            cls.queries = json.load(source)["queries"]
        name = "caetic_demo.caetic_profile_profile_{}"
        cls.keys = {
            cls.env.ref(name.format(row["key"])).id: row["key"]
            for row in rows("profiles")
        }

    def _criteria(self, query):
        asked = dict(query.get("filters", {}))
        if "skill" in asked:
            asked["skill"] = self.env.ref(f"caetic_skills.skill_{asked['skill']}").id
        return Criteria(text=query["text"], **asked)

    def _find_keys(self, query):
        profiles = self.env["caetic.profile"]
        found = profiles._find_people(self._criteria(query), self.env.company)
        return [self.keys.get(one.key, "?") for one in found.ranked]

    def test_those_expected_are_found_and_first(self):
        self.assertEqual(len(self.queries), 60)
        precision, recall = measure("story", self.queries, self._find_keys)
        self.assertGreaterEqual(precision, PRECISION)
        self.assertGreaterEqual(recall, RECALL)
