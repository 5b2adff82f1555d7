# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..story.source import rows


@tagged("post_install", "-at_install")
class TestStory(TransactionCase):
    """The story is told once, at installation: these look at what it left."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activities = cls.env["caetic.activity"].search([])
        cls.closings = cls.env["caetic.closing"].search([], order="date")

    def _get(self, name):
        return self.env.ref(f"caetic_demo.{name}")

    def _activity(self, key):
        return self._get(f"caetic_activity_{key}")

    def _available(self, key):
        activity = self._activity(key)
        today = fields.Date.context_today(self.env.user)
        return activity._get_statements(today)[activity.id]

    def test_fourteen_months_are_closed(self):
        self.assertEqual(len(self.closings), 14)
        self.assertEqual(set(self.closings.mapped("state")), {"posted"})

    def test_each_month_opens_where_the_last_one_ended(self):
        """R432: closing balance of a month = opening balance of the next."""
        for activity in self.activities:
            lines = self.closings.line_ids.filtered(
                lambda line, owner=activity: line.activity_id == owner
            ).sorted("date")
            self.assertTrue(lines)
            self.assertEqual(
                lines[1:].mapped("balance_start"), lines[:-1].mapped("balance_end")
            )

    def test_books_balance(self):
        items = self.env["account.move.line"].search([("parent_state", "=", "posted")])
        self.assertGreater(len(items), 500)
        self.assertAlmostEqual(sum(items.mapped("balance")), 0, places=2)

    def test_contributions_are_the_structure_income(self):
        """R407: what the activities are charged is what the structure receives."""
        account = self.env.company.caetic_contribution_account_id
        items = self.env["account.move.line"].search([("account_id", "=", account.id)])
        self.assertTrue(items)
        self.assertAlmostEqual(sum(items.mapped("balance")), 0, places=2)

    def test_an_ended_cape_sells_no_more(self):
        """R206."""
        today = fields.Date.context_today(self.env.user)
        self.assertTrue(self._activity("audela")._is_closed(today))
        self.assertFalse(self._activity("canal")._is_closed(today))
        self.assertTrue(self._activity("canal")._is_cape(today))

    def test_one_account_is_overdrawn(self):
        self.assertLess(self._available("plume").available, 0)
        self.assertEqual(self._available("plume").payable, 0)

    def test_customers_of_one_activity_pay_late(self):
        late = self.env["account.move"].search(
            [
                ("caetic_activity_id", "=", self._activity("sonore").id),
                ("payment_state", "not in", ("paid", "in_payment")),
                ("invoice_date_due", "<", fields.Date.context_today(self.env.user)),
                ("state", "=", "posted"),
            ]
        )
        self.assertTrue(late)

    def test_two_activities_share_a_sale(self):
        """40 % of half of 3 600 EUR without VAT, paid: 720 EUR changed hands.

        And 30 % and 20 % of the 5 400 EUR that a team of three was paid: 1 620, 1 080.
        """
        self.assertEqual(float(self._available("garrigue").terms.transfer), 720 + 1620)
        paid = -720 - 1620 - 1080
        self.assertEqual(float(self._available("razes").terms.transfer), paid)

    def test_the_start_is_exempt(self):
        self.assertEqual(self._available("reference").terms.contribution, 0)
        self.assertGreater(self._available("reference").terms.sale, 0)

    def test_one_person_runs_two_activities_and_two_share_one(self):
        ines = self._activity("maquette").member_ids
        self.assertEqual(len(ines.caetic_activity_ids), 2)
        self.assertEqual(len(self._activity("duocom").member_ids), 2)

    def test_documents_wait_in_each_state(self):
        waiting = self.env["account.move"].search(
            [("state", "=", "draft"), ("caetic_activity_id", "!=", False)]
        )
        self.assertLessEqual(
            {"draft", "submitted", "refused"},
            set(waiting.mapped("caetic_approval_state")),
        )

    def test_every_login_of_the_table_is_a_user(self):
        for row in rows("logins"):
            user = self.env["res.users"].search([("login", "=", row["login"])])
            self.assertEqual(len(user), 1, row["login"])
            self.assertEqual(user.share, row["url"].startswith("/my"), row["login"])

    def test_partners_sent_people(self):
        """Seed: the partners of the project; six people came by one of them."""
        office = self._get("res_partner_boutique")
        self.assertEqual(office.caetic_organisation_kind, "prescriber")
        self.assertEqual(office.caetic_referred_count, 6)
        # Amélie, Chloé, David, Emma and Hugo came in; Léa is a prospect.
        self.assertEqual(office.caetic_hosted_count, 5)

    def test_a_meeting_is_open_and_another_has_informed(self):
        """Marion attended nine days ago; Léa, a candidate already, registered too."""
        meetings = self.env["event.event"].search(
            [("caetic_module_id", "=", False)], order="date_begin"
        )
        self.assertEqual(len(meetings), 2)
        informed = meetings[0].registration_ids.caetic_member_id
        self.assertEqual(informed.mapped("state"), ["informed"])
        people = meetings[1].registration_ids.caetic_member_id
        self.assertEqual(set(people.mapped("state")), {"prospect"})
        self.assertEqual(len(people), 2)

    def test_somebody_is_at_each_stage(self):
        stages = set(self.env["caetic.member"].search([]).mapped("state"))
        journey = {"prospect", "informed", "diagnosed", "committee", "admitted"}
        self.assertLessEqual(journey | {"refused", "cape", "cesa", "associate"}, stages)

    def test_a_cape_took_its_days_off_the_deadline(self):
        """R108: ten months of CAPE, so associate within 26 months of the CESA."""
        amelie = self._get("caetic_member_amelie")
        cesa = amelie.contract_ids.filtered(lambda one: one.kind == "cesa")
        self.assertEqual(
            cesa.association_deadline, cesa.date_start + relativedelta(months=26)
        )

    def test_entrepreneurs_are_associates(self):
        """Amélie paid her parts in two times; Bruno has still to pay some of his."""
        amelie = self._get("caetic_member_amelie")
        bruno = self._get("caetic_member_bruno")
        self.assertEqual((amelie.state, amelie.share_count), ("associate", 10))
        lines = self.env["caetic.associate"].search([])
        by_partner = {line.partner_id: line for line in lines}
        self.assertEqual(by_partner[amelie.partner_id].remaining, 0)
        self.assertEqual(by_partner[bruno.partner_id].remaining, 100)
        self.assertEqual(by_partner[bruno.partner_id].vote_count, 1)

    def test_register_equals_ledger(self):
        """R128: the capital of the register is that of the accounts 101."""
        items = self.env["account.move.line"].search(
            [("account_id.code", "=like", "101%"), ("parent_state", "=", "posted")]
        )
        lines = self.env["caetic.associate"].search([])
        capital = -sum(items.mapped("balance"))
        self.assertAlmostEqual(sum(lines.mapped("value")), capital, places=2)

    def test_pay_is_asked_for_this_month(self):
        """R122, R123: what is asked keeps to the account; one is approved already."""
        requests = self.env["caetic.pay.request"].search([])
        states = requests.mapped("state")
        self.assertEqual((states.count("submitted"), states.count("approved")), (3, 1))
        self.assertFalse(any(requests.mapped("has_warning")))
