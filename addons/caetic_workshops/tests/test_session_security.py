# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import WorkshopCommon

CLOSED = (
    "event.event",
    "event.registration",
    "event.slot",
    "event.mail",
    "caetic.workshop.module",
    "caetic.session.facilitator",
    "caetic.session.plan.wizard",
)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestSessionSecurity(WorkshopCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_person(
            "Amélie Durand", "secu_amelie", adviser_id=cls.adviser.id
        )
        cls.bruno = cls._create_person("Bruno Vidal", "secu_bruno", adviser_id=False)
        cls.session = cls._create_session(cls.offer, ["2026-03-30"], seats=1)
        cls.registration = cls._register(cls.session, cls.amelie)
        cls.wishes = {
            member: cls.env["caetic.workshop.wish"].create(
                {"member_id": member.id, "module_id": cls.sales.id}
            )
            for member in (cls.amelie, cls.bruno)
        }

    def test_entrepreneurs_have_no_door_on_events(self):
        user = self.amelie.user_id
        for name in CLOSED:
            model = self.env[name].with_user(user)
            published = name in ("event.event", "event.slot")
            rights = ("write", "create", "unlink", *(() if published else ("read",)))
            held = [right for right in rights if model.has_access(right)]
            self.assertEqual(held, [], name)
        # The website shows what is published: a workshop is not.
        events = self.env["event.event"].with_user(user)
        if events.has_access("read"):
            self.assertNotIn(self.session, events.search([]))

    def test_public_methods_ask_for_the_right(self):
        user = self.bruno.user_id
        session = self.session.with_user(user)
        registration = self.registration.with_user(user)
        for record, name in (
            (session, "action_caetic_cancel"),
            (session, "action_caetic_announce"),
            (session, "action_caetic_pay"),
            (session, "action_caetic_plan"),
            (registration, "action_cancel"),
            (registration, "action_confirm"),
            (self.offer.with_user(user), "action_open_sessions"),
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                getattr(record, name)()
        self.assertEqual(self.registration.state, "open")

    def test_one_s_own_file_only(self):
        amelie = self.amelie.with_user(self.bruno.user_id)
        for act in (
            lambda: amelie._portal_get_sessions(),
            lambda: amelie._portal_get_past(),
            lambda: amelie._portal_get_session(self.session.id),
            lambda: amelie._portal_get_catalogue(),
            lambda: amelie._portal_get_document_sudo(self.offer.id, 1),
            lambda: amelie._portal_register(self.session.id),
            lambda: amelie._portal_withdraw(self.session.id),
            lambda: amelie._portal_set_wish(self.offer.id),
            lambda: amelie._portal_drop_wish(self.sales.id),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(self.registration.state, "open")
        self.assertTrue(self.wishes[self.amelie].exists())

    def test_wishes(self):
        """Own ones for a person, the portfolio's for an adviser, all to coordinate."""
        wishes = self.env["caetic.workshop.wish"]
        ours = self.wishes[self.amelie] | self.wishes[self.bruno]
        for user, expected in (
            (self.amelie.user_id, self.wishes[self.amelie]),
            (self.adviser, self.wishes[self.amelie]),
            (self.coordinator, ours),
        ):
            found = wishes.with_user(user).search([("id", "in", ours.ids)])
            self.assertEqual(found, expected, user.login)
        for user in (self.accountant, self.payroll_officer):
            self.assertFalse(wishes.with_user(user).has_access("read"))
        with self.assertRaises(AccessError):
            self.wishes[self.amelie].with_user(self.amelie.user_id).words = "x"

    def test_the_catalogue_is_the_coordinator_s(self):
        self.offer.with_user(self.coordinator).hours = 8
        with self.assertRaises(AccessError):
            self.offer.with_user(self.adviser).hours = 9

    def test_advisers_plan_and_register(self):
        session = self.session.with_user(self.adviser)
        session.seats_max = 2
        row = session.env["event.registration"].create(
            {"event_id": session.id, "partner_id": self.bruno.partner_id.id}
        )
        self.assertEqual(row.state, "open")
        self.assertEqual(row.sudo().caetic_stay_id, self.bruno, "not in the portfolio")
        row.action_cancel()
        self.assertEqual(row.state, "cancel")

    def test_who_frees_a_seat_needs_no_right_on_the_next(self):
        waiting = self._register(self.session, self.bruno)
        self.amelie.with_user(self.amelie.user_id)._portal_withdraw(self.session.id)
        self.assertEqual(waiting.state, "open")

    def test_advisers_plan_with_entrepreneurs_of_others(self):
        """The facilitator is outside the portfolio, and so is what was paid."""
        activity = self._create_activity("Pixel du Razès", self.bruno)
        past = self._create_session(self.offer, ["2026-03-10"]).with_user(self.adviser)
        past.caetic_facilitator_ids = [
            (
                0,
                0,
                {
                    "partner_id": self.bruno.partner_id.id,
                    "kind": "entrepreneur",
                    "amount": 200,
                },
            )
        ]
        facilitator = past.caetic_facilitator_ids
        self.assertEqual(facilitator.sudo().activity_id, activity)
        self.assertTrue(past.caetic_can_pay)
        self._note(self._register(past, self.amelie), "present", "present")
        past.with_user(self.coordinator).action_caetic_pay()
        self.env.invalidate_all()
        self.assertFalse(past.caetic_can_pay)
        self.assertTrue(past.caetic_is_paid)
        read = past.web_read(
            {
                "caetic_facilitator_ids": {
                    "fields": {
                        "activity_id": {"fields": {"display_name": {}}},
                        "transfer_id": {"fields": {"display_name": {}}},
                    }
                }
            }
        )
        row = read[0]["caetic_facilitator_ids"][0]
        self.assertEqual(row["activity_id"]["display_name"], "Pixel du Razès")
        facilitator.event_id.with_user(self.adviser).note = "Salle à réserver"
