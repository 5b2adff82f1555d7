# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pages of opportunities, and the signed link of people without a login."""

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .opportunity_common import OpportunityCommon


@tagged("post_install", "-at_install")
class TestOpportunityPortal(HttpCase, OpportunityCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.opportunity = cls._create_opportunity(
            budget=4000, days=10, contact_name="Mme Client", town="Limoux"
        )
        cls.opportunity.action_find_teams()
        cls.opportunity.team_ids[0].action_take()
        cls.opportunity.action_send()
        cls.path = f"/my/opportunities/{cls.opportunity.id}"

    def _post(self, path, **values):
        token = http.Request.csrf_token(self)
        return self.url_open(path, data={"csrf_token": token, **values})

    def test_an_invited_person_reads_and_accepts(self):
        self.authenticate("bruno.essai", "bruno.essai")
        page = self.url_open("/my/opportunities")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Office de tourisme", page.text)
        page = self.url_open(self.path)
        for words in ("4 000", self.amelie.name, "identité visuelle"):
            self.assertIn(words, page.text.replace("\u202f", " ").replace("\xa0", " "))
        place = self._place(self.opportunity, self.bruno)
        self.assertEqual("Mme Client" in page.text, False, "not the lead yet")
        answer = self._post(f"{self.path}/answer", answer="yes", words="Oui <b>")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("message=accepted", answer.url)
        self.assertEqual(place.state, "accepted")
        self.assertEqual(place.answer, "Oui")
        again = self._post(f"{self.path}/answer", answer="yes")
        self.assertEqual(again.status_code, 422, "accepted already: said, not lost")
        if place.is_lead:
            self.assertIn("Mme Client", self.url_open(self.path).text)
        self._post(f"{self.path}/answer", answer="no", words="Finalement non")
        self.assertEqual(place.state, "declined")

    def _ask_members(self):
        """A team of members alone: Chloé films; Ovide and Farid could as well."""
        self.outside.agreed_on = False
        found = self._create_opportunity(budget=4000, days=10, name="Musée")
        found.action_find_teams()
        found.team_ids[0].action_take()
        found.action_send()
        self.outside.agreed_on = "2026-01-05"
        self.spare.skill_line_ids.skill_level_id = self.scale.skill_level_ids[-1]
        return found, self._place(found, self.chloe), f"/my/opportunities/{found.id}"

    def _login(self, profile):
        login = profile.member_id.user_id.login
        self.authenticate(login, login)

    def test_the_lead_invites_who_is_proposed_instead(self):
        """Somebody leaves; the finder proposes; the lead sends; shares stay."""
        opportunity, place, path = self._ask_members()
        for one in opportunity.invitation_ids:
            one._accept()
        place._decline("Malade")
        other = opportunity.invitation_ids.filtered("replaces_id")
        self.assertFalse(other.is_outside, "a member's share goes to a member")
        self.assertEqual((other.state, other.share), ("draft", place.share))
        self._login(opportunity.lead_profile_id)
        self.assertIn(other.profile_id.name, self.url_open(path).text)
        sent = self._post(f"{path}/team", act="invite", place=other.id)
        self.assertIn("message=asked", sent.url)
        self.assertEqual(other.state, "sent")
        other._accept()
        self.assertEqual(opportunity.state, "formed")
        self.assertNotIn(f"{path}/team", self.url_open(path).text, "complete")

    def test_the_lead_takes_back_and_chooses_somebody_of_the_list(self):
        opportunity, place, path = self._ask_members()
        lead = opportunity.lead_profile_id
        self._place(opportunity, lead)._accept()
        self._login(lead)
        back = self._post(f"{path}/team", act="withdraw", place=place.id)
        self.assertIn("message=taken_back", back.url)
        self.assertEqual(place.state, "withdrawn")
        self.assertIn(f'value="{self.spare.id}"', back.text)
        self.assertNotIn(f'value="{self.outside.id}"', back.text, "a quote, no share")
        asked = {"act": "replace", "place": place.id}
        wrong = self._post(f"{path}/team", person=self.outside.id, **asked)
        self.assertEqual(wrong.status_code, 422)
        self._post(f"{path}/team", person=self.spare.id, **asked)
        other = self._place(opportunity, self.spare)
        self.assertEqual((other.state, other.share), ("sent", place.share))
        self.assertEqual(other.replaces_id, place)

    def test_only_the_lead_completes_the_team(self):
        opportunity, place, _path = self._ask_members()
        opportunities = self.env["caetic.opportunity"]
        for one in opportunity.invitation_ids:
            one._accept()
        lead = opportunity.lead_profile_id
        for profile in (self.bruno, self.amelie, self.chloe, self.spare):
            mine = opportunities.with_user(profile.member_id.user_id)
            # Who is in is not sent away, even by the lead.
            with self.assertRaises(AccessError):
                mine._portal_withdraw(opportunity.id, place.id)
        elsewhere = self._create_opportunity(name="Autre")
        elsewhere.invitation_ids = [(0, 0, {"profile_id": self.spare.id})]
        # What the coordinator prepares is not the lead's to send, nor to take back.
        opportunity.invitation_ids = [(0, 0, {"profile_id": self.spare.id})]
        leading = opportunities.with_user(lead.member_id.user_id)
        for other in (elsewhere, opportunity):
            place = self._place(other, self.spare)
            for act in (leading._portal_invite, leading._portal_withdraw):
                with self.assertRaises(AccessError):
                    act(opportunity.id, place.id)
            self.assertEqual(place.state, "draft")

    def test_nobody_else_learns_that_it_exists(self):
        self.authenticate("farid.essai", "farid.essai")
        for path in (self.path, "/my/opportunities/99999999999", f"{self.path}1"):
            page = self.url_open(path)
            self.assertEqual(page.url, self.base_url() + "/my/opportunities")
            self.assertNotIn("Office de tourisme", page.text)
        answer = self._post(f"{self.path}/answer", answer="yes")
        self.assertTrue(answer.url.endswith("/my/opportunities"))
        self.assertEqual(len(self.opportunity.invitation_ids), 3)

    def test_a_draft_place_is_not_known_yet(self):
        self.opportunity.invitation_ids.create(
            {"opportunity_id": self.opportunity.id, "profile_id": self.spare.id}
        )
        opportunities = self.env["caetic.opportunity"].with_user(
            self.spare.member_id.user_id
        )
        self.assertIsNone(opportunities._portal_get_page(self.opportunity.id))
        with self.assertRaises(AccessError):
            opportunities._portal_answer(self.opportunity.id, True, "")

    def test_a_member_brings_a_need(self):
        self.authenticate("farid.essai", "farid.essai")
        values = {
            "name": "Refonte pour la mairie",
            "description": "site internet",
            "budget": "1 250,50 €",
            "date_deadline": "",
        }
        wrong = self._post("/my/opportunities/new", **{**values, "days": "trois"})
        self.assertEqual(wrong.status_code, 422)
        self.assertIn("1 250,50", wrong.text)
        self.assertIn('id="days_error"', wrong.text)
        page = self._post("/my/opportunities/new", **values)
        self.assertEqual(page.status_code, 200)
        found = self.env["caetic.opportunity"].search(
            [("author_member_id", "=", self.spare.member_id.id)]
        )
        self.assertRecordValues(
            found, [{"source": "member", "budget": 1250.5, "state": "new"}]
        )
        self.assertEqual(found.need_ids.skill_id, self.web)
        self.assertIn("Refonte pour la mairie", page.text)

    def test_todo_on_the_home_of_the_activity(self):
        member = self.bruno.member_id
        activity = member.caetic_activity_ids.with_user(member.user_id)
        urls = [todo["url"] for todo in activity._get_todo()]
        self.assertIn("/my/opportunities", urls)

    def test_queries_of_the_list_do_not_grow(self):
        opportunities = self.env["caetic.opportunity"].with_user(
            self.bruno.member_id.user_id
        )

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lists = opportunities._portal_get_lists()
            return self.env.cr.sql_log_count - before, sum(map(len, lists.values()))

        def bring(number):
            for _number in range(number):
                self.opportunity.copy({"author_member_id": self.bruno.member_id.id})

        bring(1)
        count()
        few, rows = count()
        bring(6)
        many, more = count()
        self.assertEqual(more, rows + 6)
        self.assertEqual(many, few)

    # -- by a link --------------------------------------------------------------------

    def test_an_outsider_answers_with_a_quote(self):
        self.authenticate(None, None)
        place = self._place(self.opportunity, self.outside)
        link = place._get_answer_url().removeprefix(place.get_base_url())
        page = self.url_open(link)
        self.assertEqual(page.status_code, 200)
        self.assertIn("no-store", page.headers["Cache-Control"])
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        for hidden in (self.bruno.name, "Mme Client", "ovide@dehors.example"):
            self.assertNotIn(hidden, page.text)
        self.assertEqual(place.state, "sent", "reading is not answering")
        wrong = self._post(f"{link}/answer", answer="yes", quote="beaucoup")
        self.assertEqual(wrong.status_code, 422)
        self.assertIn("beaucoup", wrong.text)
        done = self._post(f"{link}/answer", answer="yes", quote="1 200,50")
        self.assertEqual(done.status_code, 200)
        self.assertEqual(place.state, "accepted")
        self.assertEqual(place.quote_amount, 1200.5)
        again = self._post(f"{link}/answer", answer="yes", quote="9")
        self.assertEqual(again.status_code, 422)
        self.assertEqual(place.quote_amount, 1200.5)

    def test_links_that_open_nothing(self):
        self.authenticate(None, None)
        outside = self._place(self.opportunity, self.outside)
        member = self._place(self.opportunity, self.bruno)
        good = outside._get_token()
        for path in (
            f"/opportunity/{outside.id}/{'0' * 64}",
            f"/opportunity/{member.id}/{good}",
            f"/opportunity/{member.id}/{member._get_token()}",
            f"/opportunity/99999999999/{good}",
            f"/opportunity/{outside.id}/\u00e9",
        ):
            self.assertEqual(self.url_open(path).status_code, 404, path)
            answer = self._post(f"{path}/answer", answer="no")
            self.assertIn(answer.status_code, (404, 422), path)
        self.assertEqual(outside.state, "sent")
        outside.action_withdraw()
        self.assertEqual(
            self.url_open(f"/opportunity/{outside.id}/{good}").status_code, 404
        )

    def test_a_new_sending_makes_the_old_link_void(self):
        place = self._place(self.opportunity, self.outside)
        old = place._get_token()
        place.date_sent = "2026-01-01 10:00:00"
        self.assertFalse(place._check_token(old))
        self.assertTrue(place._check_token(place._get_token()))
