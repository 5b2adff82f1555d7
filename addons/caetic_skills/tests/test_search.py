# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who is found, who never is, and how much the database is asked."""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import tagged

from ..engine.criteria import Criteria
from .search_common import SearchCommon

PEOPLE = [
    {
        "name": "Amina Benali",
        "trades": ["1_05"],
        "skills": {"Zwebtool": 100},
        "confirmed": {"Zwebtool": 3},
        "headline": "Sites pour associations",
        "town": "Limoux",
        "zip": "11300",
        "mode": "onsite",
        "from": 4,
        "days": 10,
    },
    {
        "name": "Bastien Roux",
        "trades": ["1_05"],
        "skills": {"Zwebtool": 50},
        "town": "Toulouse",
        "zip": "31000",
        "mode": "remote",
        "from": 60,
        "days": 5,
    },
    {
        "name": "Marc Soulié",
        "trades": ["2_07"],
        "skills": {"Zdrawtool": 75},
        "presentation": "Étiquettes de blanquette",
        "town": "Limoux",
        "zip": "11300",
        "outside": True,
    },
]


@tagged("post_install", "-at_install")
class TestSearch(SearchCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_skills(
            [
                {"name": "Zwebtool", "trades": ["1_05"], "synonyms": ["zwt"]},
                {"name": "Zdrawtool", "trades": ["2_07"], "synonyms": []},
                {"name": "Zneartool", "trades": ["1_05"], "synonyms": []},
            ]
        )
        cls.amina, cls.bastien, cls.marc = cls._make_people(PEOPLE)

    # -- who is found -----------------------------------------------------------------

    def test_found_by_skill_synonym_trade_name_and_words(self):
        both = ["Amina Benali", "Bastien Roux"]
        self.assertEqual(self._find("zwebtool"), both)
        self.assertEqual(self._find("ZWT"), both)
        self.assertEqual(self._find("zwebtol"), both)
        self.assertEqual(self._find("soulie"), ["Marc Soulié"])
        self.assertEqual(self._find("etiquette"), ["Marc Soulié"])
        self.assertEqual(self._find("zwebtool limoux")[0], "Amina Benali")

    def test_what_changes_is_found_at_once(self):
        self.assertEqual(self._find("kazoo"), [])
        self.marc.headline = "Fabrique des kazoos"
        self.assertEqual(self._find("kazoo"), ["Marc Soulié"])
        self.marc.headline = False
        self.marc.item_ids = [Command.create({"name": "Un kazoo"})]
        self.assertEqual(self._find("kazoo"), ["Marc Soulié"])
        self.marc.item_ids.unlink()
        self.assertEqual(self._find("kazoo"), [])
        self.env["caetic.skill.synonym"].create(
            {"name": "kazoo", "skill_id": self.skills["Zdrawtool"].id}
        )
        self.assertEqual(self._find("kazoo"), ["Marc Soulié"])

    def test_a_business_finds_its_person_before_who_speaks_of_it(self):
        """Colleagues know each other by the names under which they sell."""
        business = self._create_activity("Zbrand du Razès", self.amina.member_id)
        self.env.flush_all()  # As at the end of a request.
        self.bastien.presentation = "Souvent avec Zbrand du Razès, ils sont bons."
        found = self._find("zbrand du razes")
        self.assertEqual(found, ["Amina Benali", "Bastien Roux"])
        business.name = "Kazoo"
        self.assertEqual(self._find("kazoo"), ["Amina Benali"])

    def test_small_words_find_nobody(self):
        """« Léa » has the stem of « les », which PostgreSQL keeps among the words."""
        self.marc.presentation = "Les étiquettes et les affiches de tous les vins"
        self.assertEqual(self._find("Léa"), [])
        self.marc.presentation = "Je dessine les vignes de Léa"
        self.assertEqual(self._find("lea"), ["Marc Soulié"])

    def test_a_new_level_and_a_confirmation_change_the_order(self):
        lines = self.env["caetic.profile.skill"]
        line = lines.search([("profile_id", "=", self.bastien.id)])
        line.skill_level_id = self.levels[100]
        self.assertEqual(self._find("zwebtool")[0], "Amina Benali")
        self.amina.skill_line_ids.confirmation_ids.unlink()
        self.env["caetic.skill.confirmation"].create(
            {
                "line_id": line.id,
                "author_id": self.customer.id,
                "kind": "colleague",
            }
        )
        self.assertEqual(self._find("zwebtool")[0], "Bastien Roux")

    def test_a_skill_that_ended_is_not_found_by_it(self):
        self.marc.skill_line_ids.valid_to = self.today - timedelta(days=1)
        self.assertEqual(self._find("zdrawtool"), [])

    def test_a_certificate_that_ends_tonight_is_forgotten_by_the_nightly_run(self):
        self.marc.skill_line_ids.valid_to = self.today
        self.assertEqual(self._find("zdrawtool"), ["Marc Soulié"])
        tomorrow = self.today + timedelta(days=1)
        with patch.object(fields.Date, "context_today", lambda *_args: tomorrow):
            self.profiles._cron_refresh_search()
        self.assertEqual(self._find("zdrawtool"), [])

    # -- filters ----------------------------------------------------------------------

    def test_filters(self):
        skill, trade = self.skills["Zwebtool"].id, self._trade("1_05").id
        soon = self.today + timedelta(days=10)
        amina, bastien, marc = (
            one.name for one in (self.amina, self.bastien, self.marc)
        )
        for filters, expected in (
            ({"trade": trade}, [amina, bastien]),
            ({"skill": skill, "level": 75}, [amina]),
            ({"skill": skill, "level": 50}, [amina, bastien]),
            ({"by": soon}, [amina]),
            ({"days": 10}, [amina]),
            ({"place": "11"}, [amina, marc]),
            ({"place": "limoux"}, [amina, marc]),
            ({"place": "113", "is_remote": True}, [amina, bastien, marc]),
            ({"people": "outside"}, [marc]),
            ({"people": "members", "place": "11300"}, [amina]),
        ):
            found = [
                name for name in self._find(**filters) if name in (amina, bastien, marc)
            ]
            self.assertEqual(sorted(found), expected, filters)

    def test_signs_of_the_database_are_words_like_others(self):
        for text in ("%", "'", "& | ! ()", "a:*", "\\", "zwebtool' OR 1=1", "<->"):
            people = {"Amina Benali", "Bastien Roux"}
            self.assertLessEqual(set(self._find(text)), people, text)
            self.assertLessEqual(set(self._find("zwebtool", place=text)), people, text)

    # -- who never is -----------------------------------------------------------------

    def test_never_found(self):
        stay = self.amina.member_id
        cases = {
            "objection": lambda: stay._record_consents_sudo(
                {"directory_internal": False}, "paper"
            ),
            "left": lambda: stay._record_step("left", reason="x", check=False),
            "stay archived": lambda: stay.write({"active": False}),
            "archived": lambda: self.amina.write({"active": False}),
        }
        for name, act in cases.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                act()
                self.assertEqual(self._find("zwebtool"), ["Bastien Roux"], name)
                self.assertNotIn(
                    "Amina Benali", self._find(trade=self._trade("1_05").id)
                )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_somebody_outside_who_did_not_agree_is_not_found(self):
        self.marc.agreed_on = False
        self.assertEqual(self._find("zdrawtool"), [])

    def test_another_company_is_not_found(self):
        other = self.env["res.company"].create({"name": "Other"})
        found = self.profiles._find_people(Criteria(text="zwebtool"), other)
        self.assertEqual((found.total, found.ranked), (0, ()))

    def test_words_of_hidden_people_correct_nothing(self):
        self.marc.headline = "Xylophoniste"
        self.env.flush_all()
        reading = self.profiles._read_search("xylofonistte", self.company)
        self.assertEqual(reading.corrections, {"xylofonistte": "xylophoniste"})
        self.marc.active = False
        self.env.flush_all()
        reading = self.profiles._read_search("xylofonistte", self.company)
        self.assertEqual(reading.corrections, {})

    def test_words_are_corrected_without_trigrams_too(self):
        self.marc.headline = "Xylophoniste"
        with patch.object(type(self.profiles), "_has_trigrams", lambda _self: False):
            self.env.flush_all()
        reading = self.profiles._read_search("xylofonistte", self.company)
        self.assertEqual(reading.corrections, {"xylofonistte": "xylophoniste"})

    # -- suggestions ------------------------------------------------------------------

    def test_what_nobody_has_suggests_what_goes_with_it(self):
        found = self.profiles._find_people(Criteria(text="zneartool"), self.company)
        self.assertEqual(found.total, 0)
        suggestions = self.profiles._suggest_searches(found, self.company)
        # Of the same trade, and somebody has it; not what nobody has.
        self.assertIn("Zwebtool", suggestions)
        self.assertNotIn("Zneartool", suggestions)
        self.assertNotIn("Zdrawtool", suggestions)

    def test_a_word_of_nothing_suggests_what_looks_like_it(self):
        found = self.profiles._find_people(Criteria(text="zdrawtzzz"), self.company)
        self.assertIn("Zdrawtool", self.profiles._suggest_searches(found, self.company))

    # -- reasons ----------------------------------------------------------------------

    def test_reasons_in_words(self):
        found = self.profiles._find_people(
            Criteria(text="zwebtool", place="11"), self.company
        )
        (row,) = self.profiles._get_found_rows(found.ranked, found.reading)
        day = self.profiles._word_day(
            self.today + timedelta(days=4), self.env.lang or "en_US"
        )
        self.assertEqual(
            row["reasons"],
            [
                "Zwebtool, expert, confirmed by 3 people",
                f"available from {day}",
                "in Limoux",
            ],
        )
        self.assertEqual(row["skills"], [{"name": "Zwebtool", "level": "expert"}])
        self.assertFalse(row["is_part"])

    # -- queries ----------------------------------------------------------------------

    def test_the_number_of_queries_does_not_depend_on_people(self):
        def count(text):
            self.env.flush_all()
            self.env.invalidate_all()
            # Who searches is known: the day of today is theirs.
            self.env.user.fetch(["tz"])
            before = self.env.cr.sql_log_count
            found = self.profiles._find_people(Criteria(text=text), self.company)
            self.profiles._get_found_rows(found.ranked[:20], found.reading)
            return self.env.cr.sql_log_count - before

        count("zwebtool")
        few = count("zwebtool")
        rows = [
            {"name": f"Person {rank}", "skills": {"Zwebtool": 75}, "outside": True}
            for rank in range(30)
        ]
        self._make_people(rows)
        self.assertEqual(count("zwebtool"), few)
        # The search, and the rows of one page.
        self.assertLessEqual(few, 3)
        # A word that nobody wrote: is it there, and what looks like it?
        self.assertLessEqual(count("zwebtool quxquux"), few + 4)

    # -- staff ------------------------------------------------------------------------

    def test_staff_find_the_same_people_in_the_same_order(self):
        profiles = self.profiles.with_user(self.adviser)
        found = profiles.search([("search_people", "ilike", "zwebtool")])
        self.assertEqual(found, self.amina | self.bastien)
        typed = profiles.with_context(caetic_people=["zwebtool"], lang="en_US")
        answer = typed.web_search_read(
            [("search_people", "ilike", "zwebtool")], {"name": {}, "search_reason": {}}
        )
        self.assertEqual(
            [one["name"] for one in answer["records"]], self._find("zwebtool")
        )
        self.assertIn("expert", answer["records"][0]["search_reason"])
        page = typed.search_fetch(
            [("search_people", "ilike", "zwebtool")], ["name"], offset=1, limit=1
        )
        self.assertEqual(page, self.bastien)
        self.amina.active = False
        found = profiles.search([("search_people", "ilike", "zwebtool")])
        self.assertEqual(found, self.bastien)

    # -- map --------------------------------------------------------------------------

    def test_map_counts_people_by_trade_and_level(self):
        rows = self.env["caetic.skill.map"].with_user(self.adviser)
        own = [("skill_id", "in", [one.id for one in self.skills.values()])]
        groups = rows._read_group(
            own, ["skill_id", "coverage", "level"], ["profile_id:count_distinct"]
        )
        self.assertEqual(
            {
                (skill.name, coverage, level, count)
                for skill, coverage, level, count in groups
            },
            {
                ("Zwebtool", "several", "100", 1),
                ("Zwebtool", "several", "050", 1),
                ("Zdrawtool", "single", "075", 1),
                ("Zneartool", "missing", False, 0),
            },
        )
        self.bastien.active = False
        single = rows.search([*own, ("coverage", "=", "single")])
        self.assertEqual(set(single.skill_id.mapped("name")), {"Zwebtool", "Zdrawtool"})
