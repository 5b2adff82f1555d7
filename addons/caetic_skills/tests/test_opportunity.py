# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .opportunity_common import OpportunityCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 08:00:00")
class TestOpportunity(OpportunityCommon):
    # -- the need in words ----------------------------------------------------------

    def test_the_words_of_a_need_give_its_skills(self):
        opportunity = self._create_opportunity()
        needs = opportunity.need_ids
        self.assertEqual(needs.skill_id, self.web | self.logo | self.film)
        self.assertFalse(needs.filtered("is_optional"))
        opportunity.action_suggest_needs()
        self.assertEqual(opportunity.need_ids, needs, "read twice, asked once")

    def test_a_trade_counts_as_a_skill(self):
        """Somebody of the trade without a skill of it is taken as autonomous, 50."""
        family = self.env["caetic.trade.family"].search([], limit=1)
        trade = self.env["caetic.trade"].create(
            {"name": "Zitraducteur", "family_id": family.id}
        )
        opportunity = self._create_opportunity(description="un zitraducteur")
        self.assertEqual(opportunity.need_ids.trade_id, trade)
        self.assertEqual(opportunity.trade_ids, trade)
        self.amelie.trade_ids = [(4, trade.id)]
        opportunity.action_find_teams()
        self.assertEqual(opportunity.team_ids.line_ids.profile_id, self.amelie)
        opportunity.need_ids.level_min = 75
        opportunity.action_find_teams()
        self.assertFalse(opportunity.team_ids, "50 is under 75")

    # -- the team -------------------------------------------------------------------

    def test_a_team_of_three_with_reasons(self):
        """Members 75, 100, 50 for the film; Ovide has 75 and is stronger: rule 4."""
        opportunity = self._create_opportunity(days=10)
        opportunity.action_find_teams()
        best, second = opportunity.team_ids
        self.assertEqual(opportunity.state, "search")
        self.assertEqual(
            best.line_ids.profile_id, self.bruno | self.amelie | self.outside
        )
        self.assertEqual(
            second.line_ids.profile_id, self.bruno | self.amelie | self.chloe
        )
        self.assertTrue(best.is_complete)
        for line in best.line_ids:
            self.assertTrue(line.reason)
        self.assertIn("the only one", best.line_ids[0].reason)
        self.assertIn(self.bruno.name, best.summary)

    def test_nobody_who_objects_or_is_gone_is_proposed(self):
        """R801: the directory is what colleagues see, the finder sees no more."""
        self.outside.agreed_on = False
        self.chloe.member_id._record_consents_sudo(
            {"directory_internal": False}, "paper"
        )
        opportunity = self._create_opportunity()
        opportunity.action_find_teams()
        people = opportunity.team_ids.line_ids.profile_id
        self.assertEqual(people, self.bruno | self.amelie)
        self.assertEqual(opportunity.team_ids[0].missing, "Zivido")

    def test_ranked_people_of_a_need(self):
        opportunity = self._create_opportunity()
        need = opportunity.need_ids.filtered(lambda one: one.skill_id == self.film)
        lines = need.candidates.splitlines()
        self.assertEqual(len(lines), 2, "25 is under the level asked")
        self.assertIn("Ovide", lines[0])
        self.assertIn("Chloé", lines[1])

    def test_queries_do_not_grow_with_people(self):
        opportunity = self._create_opportunity()

        def search():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            opportunity._get_people(opportunity.need_ids)
            return self.env.cr.sql_log_count - before

        search()
        few = search()
        for number in range(12):
            self._create_outsider(f"Foule {number}", {self.film: 50, self.web: 50})
        many = search()
        self.assertEqual(many, few, "the same queries for 17 people as for 5")

    # -- invitations ----------------------------------------------------------------

    def _take(self, rank=1):
        opportunity = self._create_opportunity(days=10, date_deadline="2026-06-20")
        opportunity.action_find_teams()
        opportunity.team_ids[rank].action_take()
        return opportunity

    def test_a_team_taken_is_invited_and_formed(self):
        opportunity = self._take()
        self.assertEqual(set(opportunity.invitation_ids.mapped("state")), {"draft"})
        self.assertEqual(opportunity.share_total, 100)
        self.assertEqual(len(opportunity.invitation_ids.filtered("is_lead")), 1)
        opportunity.action_send()
        self.assertEqual(opportunity.state, "invited")
        deadlines = set(opportunity.invitation_ids.mapped("date_deadline"))
        # A week would be the 22nd; the customer waits until the 20th.
        self.assertEqual(deadlines, {fields.Date.to_date("2026-06-19")})
        first, second, third = opportunity.invitation_ids
        first._accept("Avec plaisir")
        second._accept()
        self.assertEqual(opportunity.state, "invited")
        third._accept()
        self.assertEqual(opportunity.state, "formed")
        self.assertEqual(opportunity.lead_profile_id, first.profile_id)
        self.assertTrue(opportunity.lead_activity_id)
        self.assertFalse(opportunity.team_issue)

    def test_mails_in_french(self):
        opportunity = self._take()
        mails = self.env["mail.mail"].sudo()
        before = mails.search([])
        opportunity.action_send()
        sent = mails.search([]) - before
        self.assertEqual(len(sent), 3)
        for mail in sent:
            self.assertIn("Une équipe vous attend", mail.subject)
            self.assertIn(f"/my/opportunities/{opportunity.id}", mail.body_html)
            self.assertTrue(mail.auto_delete)

    def test_nobody_is_invited_without_an_address(self):
        opportunity = self._take()
        self.chloe.partner_id.email = False
        with self.assertRaisesRegex(UserError, "Chlo"):
            opportunity.action_send()
        self.assertEqual(set(opportunity.invitation_ids.mapped("state")), {"draft"})

    def test_shares_make_a_hundred_before_anybody_is_asked(self):
        opportunity = self._take()
        first, second, third = opportunity.invitation_ids
        (first | second).share = 40
        third.share = 30
        with self.assertRaisesRegex(UserError, "110"):
            opportunity.action_send()
        third.share = 0
        opportunity.action_send()
        self.assertEqual(third.share, 20, "the last one takes the rest")

    def test_what_was_accepted_and_changes_is_asked_again(self):
        opportunity = self._form_team(self._create_opportunity(days=10))
        place = opportunity.invitation_ids[1]
        place.share -= 5
        self.assertEqual(place.state, "sent")
        self.assertEqual(opportunity.state, "invited")
        self.assertIn("95", opportunity.team_issue)

    def test_somebody_else_is_proposed_when_one_declines(self):
        """Chloé (50) declines the film: Ovide (75) takes it; then nobody at 50."""
        opportunity = self._take()
        opportunity.user_id = self.coordinator
        opportunity.action_send()
        chloe = self._place(opportunity, self.chloe)
        chloe._decline("En congé")
        other = self._place(opportunity, self.outside)
        self.assertEqual(other.state, "draft")
        self.assertEqual(other.replaces_id, chloe)
        self.assertEqual(other.need_ids.skill_id, self.film)
        self.assertEqual(other.share, 0, "from outside: a quote, no share")
        self.assertIn("Ovide", opportunity.message_ids[0].body)
        self.assertEqual(opportunity.activity_ids.user_id, self.coordinator)
        (opportunity.invitation_ids - chloe - other)[0].share += chloe.share
        opportunity.action_send()
        other._decline()
        self.assertIn("Nobody else", opportunity.message_ids[0].body)
        self.assertEqual(chloe.state, "declined")

    def test_steps_that_there_are_not(self):
        opportunity = self._take()
        place = opportunity.invitation_ids[0]
        with self.assertRaises(UserError):
            place._accept()
        opportunity.action_send()
        place._decline()
        with self.assertRaises(UserError):
            place._accept()
        place.action_redo()
        self.assertEqual(place.state, "draft")

    def test_people_from_outside_do_not_lead_nor_share(self):
        opportunity = self._take(rank=0)
        place = self._place(opportunity, self.outside)
        self.assertTrue(place.is_outside)
        self.assertFalse(place.activity_id)
        self.assertEqual(place.share, 0)
        with self.assertRaises(ValidationError):
            place.share = 10
        opportunity.invitation_ids.is_lead = False
        with self.assertRaises(ValidationError):
            place.is_lead = True

    def test_an_activity_of_somebody_else_is_not_credited(self):
        opportunity = self._take()
        place = opportunity.invitation_ids[0]
        other = opportunity.invitation_ids[1].activity_id
        with self.assertRaises(ValidationError):
            place.activity_id = other

    def test_reminder_once(self):
        opportunity = self._take()
        opportunity.action_send()
        mails = self.env["mail.mail"].sudo()
        for day, count in (("2026-06-16", 0), ("2026-06-18", 3), ("2026-06-18", 0)):
            with freeze_time(f"{day} 09:00:00"):
                before = mails.search([])
                self.env["caetic.opportunity"]._cron_opportunities()
                new = mails.search([]) - before
                self.assertEqual(len(new), count, day)

    # -- outcome --------------------------------------------------------------------

    def test_won_and_lost_say_why(self):
        opportunity = self._form_team(self._create_opportunity(days=10))
        with self.assertRaises(UserError):
            opportunity.action_won()
        opportunity.budget = 4000
        opportunity.write({"outcome_code": "team", "outcome_reason": "Trois métiers"})
        opportunity.action_won()
        self.assertEqual(opportunity.state, "won")
        self.assertEqual(opportunity.amount, 4000)
        with self.assertRaises(UserError):
            opportunity.unlink()
        with self.assertRaises(UserError):
            opportunity.invitation_ids[0]._decline()

    def test_won_needs_a_team(self):
        opportunity = self._take()
        opportunity.write({"outcome_code": "team", "outcome_reason": "Oui"})
        with self.assertRaises(UserError):
            opportunity.action_won()

    def test_lost_takes_open_invitations_back(self):
        opportunity = self._take()
        opportunity.action_send()
        opportunity.write({"outcome_code": "price", "outcome_reason": "Trop cher"})
        opportunity.action_lost()
        self.assertEqual(set(opportunity.invitation_ids.mapped("state")), {"withdrawn"})
        opportunity.action_reopen()
        self.assertEqual(opportunity.state, "search")

    def test_contacts_are_forgotten_after_three_years(self):
        """R802: three years after the last contact; the need stays."""
        old = self._create_opportunity(contact_email="a@b.example", contact_name="A")
        self.env.flush_all()
        last = old.write_date
        for days, kept in ((-1, True), (2, False)):
            with freeze_time(fields.Datetime.add(last, years=3, days=days)):
                self.env["caetic.opportunity"]._cron_opportunities()
            self.assertEqual(bool(old.contact_email), kept)
        self.assertFalse(old.contact_email or old.contact_name)
        self.assertTrue(old.description)

    # -- the past ---------------------------------------------------------------------

    def test_people_who_worked_together_and_their_load(self):
        past = self._form_team(self._create_opportunity())
        self.env.flush_all()
        again = self._create_opportunity()
        people = {one.key: one for one in again._get_people(again.need_ids)}
        bruno = people[self.bruno.id]
        self.assertEqual(bruno.load, 1)
        self.assertEqual(
            bruno.colleagues, set((past.invitation_ids.profile_id - self.bruno).ids)
        )
        self.assertFalse(people[self.chloe.id].colleagues)

    # -- public form ------------------------------------------------------------------

    def test_public_form(self):
        """Named fields only, cut to their length, without tags; read at once."""
        public = self.env.ref("base.public_user")
        opportunity = (
            self.env["caetic.opportunity"]
            .with_user(public)
            ._create_from_public(
                {
                    "name": "<b>Site</b> " + "x" * 300,
                    "description": "site internet <script>alert(1)</script>\x00",
                    "contact_email": "visiteur@exemple.fr",
                    "budget": 99_999_999_999,
                    "date_start": "2026-09-30",
                    "date_end": "2026-09-01",
                    "trade_ids": [self.env.ref("caetic_members.trade_1_05").id, 10**8],
                    "company_id": self.company.id,
                    "state": "won",
                    "user_id": self.env.uid,
                }
            )
            .with_env(self.env)
        )
        self.assertRecordValues(
            opportunity,
            [
                {
                    "source": "public",
                    "state": "new",
                    "user_id": False,
                    "company_id": self.company.id,
                    "budget": 10_000_000,
                    "date_end": False,
                }
            ],
        )
        self.assertEqual(len(opportunity.name), 120)
        self.assertNotIn("<", opportunity.name + opportunity.description)
        self.assertIn(self.web, opportunity.need_ids.skill_id)
        self.assertEqual(
            opportunity.need_ids.trade_id, self.env.ref("caetic_members.trade_1_05")
        )

    # -- desk and rights --------------------------------------------------------------

    def test_desk_of_coordinators(self):
        desks = self.env["caetic.desk"].with_user(self.coordinator)
        new = desks.search([("code", "=", "opportunity_new")])
        due = desks.search([("code", "=", "opportunity_due")])
        counts = (new.count, due.count, due.late_count)
        self._create_opportunity()
        opportunity = self._take()
        desks.invalidate_model()
        self.assertEqual((new.count, due.count), (counts[0] + 1, counts[1] + 1))
        opportunity.date_deadline = "2026-06-14"
        desks.invalidate_model()
        self.assertEqual(due.late_count, counts[2] + 1)
        self.assertEqual(new.action_open()["res_model"], "caetic.opportunity")

    def test_rights(self):
        opportunity = self._take().with_user(self.coordinator)
        opportunity.action_send()
        read = opportunity.with_user(self.adviser)
        self.assertTrue(read.name)
        self.assertTrue(read.invitation_ids.mapped("profile_id.name"))
        for act in (read.action_find_teams, read.action_lost, read.action_send):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            read.invitation_ids[0].action_accept()
        for model in (
            "caetic.opportunity",
            "caetic.opportunity.skill",
            "caetic.opportunity.invitation",
            "caetic.opportunity.team",
            "caetic.opportunity.team.line",
        ):
            own = self.env[model].with_user(self.bruno.member_id.user_id)
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(model=model, operation=operation):
                    self.assertFalse(own.has_access(operation))

    def test_another_company_sees_nothing(self):
        opportunity = self._take()
        other = self.env["res.company"].create({"name": "Autre CAE"})
        self.coordinator.write(
            {"company_ids": [(6, 0, other.ids)], "company_id": other.id}
        )
        found = opportunity.with_user(self.coordinator).with_company(other)
        for records in (found, found.sudo().need_ids, found.sudo().invitation_ids):
            mine = records.with_user(self.coordinator)
            self.assertFalse(mine.search([("id", "in", records.ids)]))

    # -- personal data ----------------------------------------------------------------

    def test_export_and_forgetting(self):
        """RGPD art. 15 and 17: the words of the person leave, the need stays."""
        opportunity = self._take()
        opportunity.contact_name = "Mme Secrète"
        opportunity.author_member_id = self.bruno.member_id
        opportunity.action_send()
        place = self._place(opportunity, self.bruno)
        place._accept("Je suis libre en juillet")
        member_sudo = self.bruno.member_id.sudo()  # As the hub does.
        tables = str(member_sudo._get_export_tables(whole=True))
        self.assertIn("Je suis libre en juillet", tables)
        self.assertIn("Office de tourisme", tables)
        self.assertNotIn("Secrète", tables)
        self.bruno.member_id._anonymise_sudo()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertNotIn("juillet", place.answer or "")
        self.assertTrue(opportunity.description)
