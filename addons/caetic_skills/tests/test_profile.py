# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import SkillsCommon

TODAY = date(2026, 6, 15)


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestProfile(SkillsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_person("Amélie Durand", "skills_amelie")
        cls.bruno = cls._create_person(
            "Bruno Petit", "skills_bruno", adviser_id=cls.adviser.id
        )
        cls.profile = cls.amelie.profile_ids
        cls.other = cls.bruno.profile_ids

    # -- life -------------------------------------------------------------------------

    def test_it_comes_with_the_employee_of_a_cape(self):
        """R905: a CAPE is no employment, and the person has skills all the same."""
        member = self._create_member("Chloé Martin", trade_ids=self._trade("2_12"))
        member._ensure_employee_sudo(date(2026, 6, 1))
        profile = member.profile_ids
        self.assertEqual(profile.employee_id, member.employee_id)
        self.assertEqual(profile.trade_ids, self._trade("2_12"))

    def test_one_person_has_one_profile_whatever_their_stays(self):
        self._give(self.profile, logo=100)
        self.amelie._record_step("left", date(2026, 3, 31), "Départ")
        self.assertFalse(self.profile.active)
        self.assertFalse(self.profile.is_listed)
        again = self.env["caetic.member"].create(
            {"partner_id": self.amelie.partner_id.id}
        )
        again._record_step("cape", date(2026, 6, 1), check=False)
        back = self.env["caetic.profile"]._ensure_profiles_sudo(again)
        self.assertEqual(back, self.profile)
        self.assertEqual(back.member_id, again)
        self.assertTrue(back.active)
        self.assertTrue(back.is_listed)
        self.assertEqual(back.current_line_ids.skill_id, self._skill("logo"))

    @mute_logger("odoo.sql_db")
    def test_a_second_profile_is_refused(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_outsider("X", partner_id=self.amelie.partner_id.id)

    def test_who_objects_is_no_longer_listed(self):
        """R801: legitimate interest; one may object, and change one's mind."""
        self.assertTrue(self.profile.is_listed)
        self.amelie._record_consents_sudo({"directory_internal": False}, "paper")
        self.assertFalse(self.profile.is_listed)
        self.amelie._record_consents_sudo({"directory_internal": True}, "paper")
        self.assertTrue(self.profile.is_listed)

    def test_colleagues_read_no_skill_of_who_objects_in_hr_either(self):
        """R801: whoever works here reads the skills of all in Odoo; not those.

        Objecting to colleagues is not objecting to the employer's file: HR keeps it,
        and so do coordinators and advisers, who have the profile itself.
        """
        self.amelie._ensure_employee_sudo(date(2026, 1, 5))
        self.bruno._ensure_employee_sudo(date(2026, 1, 5))
        self._give(self.profile, logo=100)
        self._give(self.other, php=100)
        clerk = new_test_user(self.env, "skills_clerk", groups="base.group_user")
        officer = new_test_user(self.env, "skills_hr", groups="hr.group_hr_user")
        everybody = {"Amélie Durand", "Bruno Petit"}
        self.assertEqual(self._read_hr(clerk), everybody)
        self.amelie._record_consents_sudo({"directory_internal": False}, "portal")
        for user in (clerk, self.accountant):
            self.assertEqual(self._read_hr(user), {"Bruno Petit"}, user.login)
        for user in (officer, self.adviser, self.coordinator):
            self.assertEqual(self._read_hr(user), everybody, user.login)
        public = self.env["hr.employee.public"].with_user(clerk)
        page = public.browse(self.profile.employee_id.id).web_read(
            {
                "current_employee_skill_ids": {"fields": {"skill_id": {}}},
                "employee_skill_ids": {"fields": {"skill_id": {}}},
            }
        )
        self.assertEqual(page[0]["current_employee_skill_ids"], [], "read, empty")
        self.assertEqual(page[0]["employee_skill_ids"], [])

    def _read_hr(self, user):
        """Names whose skills somebody reads in Odoo's HR, of the two people here."""
        mine = self.profile.employee_id | self.other.employee_id
        rows = self.env["hr.employee.skill"].with_user(user)
        found = rows.search([("employee_id", "in", mine.ids)])
        return set(found.sudo().employee_id.mapped("name"))

    def test_candidates_are_not_listed(self):
        candidate = self._create_person("Léa Pons", stage="informed")
        self.assertFalse(candidate.profile_ids.is_listed)

    def test_people_outside_are_listed_once_they_agreed(self):
        outsider = self._create_outsider("Nadège Fournier")
        self.assertTrue(outsider.is_listed)
        outsider.agreed_on = False
        self.assertFalse(outsider.is_listed)
        self.assertFalse(outsider.employee_id)

    def test_useful_with_a_trade_and_three_skills(self):
        self.profile.trade_ids = self._trade("2_07")
        self._give(self.profile, logo=100, typography=75)
        self.assertFalse(self.profile.is_useful)
        self._give(self.profile, packaging=50)
        self.assertTrue(self.profile.is_useful)
        # A trade 20, three skills 30; a line of one's own 10.
        self.assertEqual(self.profile.completeness, 50)
        self.profile.headline = "Logos pour les vignerons"
        self.assertEqual(self.profile.completeness, 60)

    # -- levels -----------------------------------------------------------------------

    def _grow(self, progress):
        line = self._line(self.profile, "logo")
        level = self._level(line.skill_id, progress)
        command = Command.update(line.id, {"skill_level_id": level.id})
        self.profile.skill_line_ids = [command]

    def test_a_new_level_closes_a_row_and_opens_another(self):
        """R904: the old level ends the day before; nothing is written over."""
        with freeze_time("2026-01-10"):
            self._give(self.profile, logo=50)
        first = self._line(self.profile, "logo")
        self._grow(75)
        second = self._line(self.profile, "logo")
        self.assertNotEqual(first, second)
        self.assertEqual(first.valid_to, TODAY - timedelta(days=1))
        self.assertEqual((second.valid_from, second.valid_to), (TODAY, False))
        self.assertEqual((first.level_progress, second.level_progress), (50, 75))

    def test_a_slip_of_the_thumb_leaves_no_history(self):
        self._give(self.profile, logo=25)
        self._grow(75)
        self.assertEqual(self.profile.skill_line_ids.mapped("level_progress"), [75])

    def test_a_confirmation_holds_for_its_level(self):
        with freeze_time("2026-01-10"):
            self._give(self.profile, logo=50)
        first = self._line(self.profile, "logo")
        first.with_user(self.coordinator).action_confirm()
        self.assertEqual(first.confirmation_count, 1)
        self._grow(100)
        self.assertEqual(self._line(self.profile, "logo").confirmation_count, 0)
        self.assertEqual(first.confirmation_ids.author_id, self.coordinator.partner_id)

    def test_advisers_confirm_once_and_others_never(self):
        self._give(self.profile, logo=50)
        line = self._line(self.profile, "logo")
        for _time in range(2):
            line.with_user(self.adviser).action_confirm()
        self.assertEqual(line.confirmation_ids.mapped("kind"), ["adviser"])
        for user in (self.amelie.user_id, self.bruno.user_id, self.accountant):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                line.with_user(user).action_confirm()

    def test_a_page_costs_the_same_whatever_the_profile_holds(self):
        few = self._count_queries()
        self._give(self.profile, **dict.fromkeys(("logo", "packaging", "html"), 50))
        self.profile.proof_ids = [Command.create({"name": "Un"})]
        self.profile.item_ids = [Command.create({"name": "Un"})]
        for line in self.profile.skill_line_ids:
            line.with_user(self.adviser).action_confirm()
        some = self._count_queries()
        self._give(self.profile, **dict.fromkeys(("php", "sql", "seo", "press"), 75))
        works = [Command.create({"name": name}) for name in ("Deux", "Trois")]
        self.profile.write({"proof_ids": works, "item_ids": works})
        self.assertEqual(self._count_queries(), some)
        self.assertGreaterEqual(some, few)

    def _count_queries(self):
        # As a page finds it; what the registry keeps of fields is read beforehand.
        profile = self.profile.browse(self.profile.id).sudo()
        profile._get_card(self.bruno)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        profile._get_card(self.bruno)
        return self.env.cr.sql_log_count - before

    # -- Odoo's HR --------------------------------------------------------------------

    def _rows(self, member):
        return member.employee_id.employee_skill_ids

    def test_skills_are_seen_in_hr(self):
        self._give(self.profile, logo=50)
        self.amelie._ensure_employee_sudo(date(2026, 1, 5))
        row = self._rows(self.amelie)
        self.assertEqual(row.skill_id, self._skill("logo"))
        self.assertEqual(row.level_progress, 50)
        self.assertEqual(row.valid_from, TODAY)
        self._give(self.profile, packaging=75)
        self.assertEqual(len(self._rows(self.amelie)), 2)
        self._line(self.profile, "logo").unlink()
        self.assertEqual(self._rows(self.amelie).skill_id, self._skill("packaging"))

    def test_history_is_seen_in_hr(self):
        self.amelie._ensure_employee_sudo(date(2026, 1, 5))
        with freeze_time("2026-01-10"):
            self._give(self.profile, logo=50)
        self._grow(100)
        told = [
            (row.level_progress, row.valid_from, row.valid_to)
            for row in self._rows(self.amelie).sorted("valid_from")
        ]
        day_before = TODAY - timedelta(days=1)
        self.assertEqual(
            told, [(50, date(2026, 1, 10), day_before), (100, TODAY, False)]
        )

    def test_what_hr_typed_follows_the_profile(self):
        """The employee has one level of a skill a day: the profile's."""
        self.amelie._ensure_employee_sudo(date(2026, 1, 5))
        logo = self._skill("logo")
        typed = self.env["hr.employee.skill"].create(
            {
                "employee_id": self.amelie.employee_id.id,
                "skill_type_id": logo.skill_type_id.id,
                "skill_id": logo.id,
                "skill_level_id": self._level(logo, 25).id,
                "valid_from": date(2026, 2, 1),
            }
        )
        self._give(self.profile, logo=75)
        self.assertEqual(self._rows(self.amelie), typed)
        self.assertEqual(typed.level_progress, 75)

    # -- lists of the house -----------------------------------------------------------

    def test_each_trade_proposes_five_to_nine_skills(self):
        trades = self.env["caetic.trade"].search([("skill_ids", "!=", False)])
        # The 23 of the house (R902) and two that need its skills.
        self.assertEqual(len(trades), 25)
        for trade in trades:
            with self.subTest(trade=trade.name):
                self.assertIn(len(trade.skill_ids), range(5, 10))

    def test_activities_outside_the_trades_are_marked(self):
        outside = self.env["caetic.trade"].search([("is_outside", "=", True)])
        self.assertEqual(outside.mapped("name"), ["E-commerce", "Web TV"])

    def test_one_scale_for_all_skills(self):
        skills = self.env["caetic.profile"]._get_proposed_sudo()
        self.assertGreater(len(skills), 100)
        for kind in skills.skill_type_id:
            levels = kind.skill_level_ids.mapped("level_progress")
            with self.subTest(kind=kind.name):
                self.assertEqual(levels, [25, 50, 75, 100])

    def test_rome_codes_are_those_of_the_trades(self):
        """R902: a skill has a code of the list that was verified, or none."""
        trades = self.env["caetic.trade"].search([("rome_code", "!=", False)])
        known = set(trades.mapped("rome_code"))
        for others in trades.filtered("rome_alternates").mapped("rome_alternates"):
            known.update(others.split(", "))
        codes = self.env["caetic.profile"]._get_proposed_sudo().mapped("rome_code")
        self.assertLessEqual(set(filter(None, codes)), known)

    # -- who reads and writes ---------------------------------------------------------

    def test_portal_users_read_their_own_by_rpc_and_write_nothing(self):
        self._give(self.profile, logo=50)
        own = self.profile.with_user(self.amelie.user_id)
        self.assertEqual(own.skill_line_ids.skill_id.ids, self._skill("logo").ids)
        with self.assertRaises(AccessError):
            own.headline = "X"
        with self.assertRaises(AccessError):
            own.skill_line_ids.unlink()
        for record in (self.profile, self.profile.skill_line_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.bruno.user_id).read(["create_date"])
        for model in ("hr.skill", "hr.employee.skill", "hr.skill.level"):
            with self.subTest(model=model):
                records = self.env[model].with_user(self.amelie.user_id)
                self.assertFalse(records.has_access("read"))

    def test_advisers_read_all_and_write_their_portfolio(self):
        self.profile.with_user(self.adviser).read(["headline"])
        with self.assertRaises(AccessError):
            self.profile.with_user(self.adviser).headline = "X"
        self.other.with_user(self.adviser).headline = "Sites web"
        self._give(self.other.with_user(self.adviser), wordpress=75)
        self.assertEqual(self.other.headline, "Sites web")

    def test_other_staff_read_nothing_of_others(self):
        for user in (self.accountant, self.payroll_officer):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.profile.with_user(user).read(["headline"])

    # -- personal data ----------------------------------------------------------------

    def test_the_person_receives_all_of_it(self):
        self._give(self.profile, logo=50)
        self._line(self.profile, "logo").with_user(self.adviser).action_confirm()
        self.profile.proof_ids = [
            Command.create({"name": "Site 7f3", "document": b"JVBERi0xLjcK"})
        ]
        found = self.amelie.sudo()._get_personal_records()
        counts = {name: len(records) for name, records in found.items() if records}
        for name in (
            "caetic.profile",
            "caetic.profile.skill",
            "caetic.skill.proof",
            "caetic.skill.confirmation",
        ):
            self.assertEqual(counts[name], 1, name)
        papers = list(self.amelie.sudo()._get_export_papers(True))
        self.assertIn(b"%PDF-1.7\n", [content for _folder, _name, content in papers])

    def test_a_forgotten_person_leaves_no_profile_behind(self):
        """RGPD art. 17: parts deleted, words emptied, what they said is unsigned."""
        self._give(self.profile, logo=50)
        self._give(self.other, wordpress=75)
        self.amelie._ensure_employee_sudo(date(2026, 1, 5))
        self.profile.write({"headline": "Sekret", "town": "Limoux", "rate_min": 300})
        said = self.env["caetic.skill.confirmation"].create(
            {
                "line_id": self._line(self.other, "wordpress").id,
                "author_id": self.amelie.partner_id.id,
                "kind": "colleague",
                "note": "Sekret",
            }
        )
        self.amelie._anonymise_sudo()
        self.assertFalse(self.profile.skill_line_ids)
        self.assertFalse(self._rows(self.amelie.with_context(active_test=False)))
        self.assertNotIn("Sekret", str(self.profile.read()))
        self.assertFalse(self.profile.rate_min or self.profile.is_listed)
        self.assertFalse(said.note)
        self.assertNotIn("Amélie", said.author_id.name)
