# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import AFTERNOON, MORNING, WorkshopCommon

MODULES = (
    "management",
    "paperwork",
    "cooperation",
    "offer",
    "sales",
    "communication",
    "project_groups",
)
TOPICS = ("notions", "status", "values")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-16 08:00:00")
class TestCatalogue(WorkshopCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_person("Amélie Durand")
        cls.bruno = cls._create_person("Bruno Vidal")

    def _attend(self, module, *states, member=None, day="2026-03-10"):
        session = self._create_session(module, [(day, MORNING, AFTERNOON)])
        registration = self._register(session, member or self.amelie)
        self._note(registration, *states)
        return registration

    def _progress(self, member=None):
        member = member or self.amelie
        member.invalidate_recordset()
        return member.module_done_count, member.module_total_count

    def test_the_seven_modules_of_the_project_and_the_three_topics(self):
        """R1001."""
        modules = [self._get_module(name) for name in MODULES]
        self.assertEqual(len({one.sequence for one in modules}), 7)
        for module in modules:
            self.assertTrue(module.aims and module.programme and module.hours)
        cooperation = self._get_module("cooperation")
        topics = [self._get_module(f"cooperation_{name}") for name in TOPICS]
        self.assertEqual(list(cooperation.topic_ids), topics)
        self.assertEqual(sum(one.hours for one in topics), cooperation.hours)

    def test_no_module_before_itself(self):
        with self.assertRaises(ValidationError):
            self.offer.prerequisite_ids = self.sales
        with self.assertRaises(ValidationError):
            self.offer.parent_id = self.offer

    def test_progress_counts_modules_attended_whole(self):
        """R1002: five of the seven modules are mandatory; half of one is none."""
        self.assertEqual(self._progress(), (0, 5))
        self._attend(self.management, "present", "absent")
        self.assertEqual(self._progress(), (0, 5))
        self._attend(self.management, "present", "present", day="2026-03-11")
        self.assertEqual(self._progress(), (1, 5))
        self.assertEqual(self.amelie.module_progress, 20)
        self.assertEqual(self.amelie.module_done_ids, self.management)
        self.assertEqual(self._progress(self.bruno), (0, 5))

    def test_the_cooperative_sets_the_share(self):
        """3.5 hours of 7 are half of them."""
        self.company.caetic_attended_share = 50
        self._attend(self.management, "present", "absent")
        self.assertEqual(self._progress(), (1, 5))

    def test_what_is_not_mandatory_is_no_progress(self):
        self._attend(self._get_module("communication"), "present", "present")
        self.assertEqual(self._progress(), (0, 5))
        self.assertEqual(len(self.amelie.module_done_ids), 1)

    def test_three_topics_make_the_module(self):
        for rank, name in enumerate(TOPICS):
            self.assertEqual(self._progress(), (0, 5))
            topic = self._get_module(f"cooperation_{name}")
            self._attend(topic, "present", "present", day=f"2026-03-0{rank + 1}")
        self.assertEqual(self._progress(), (1, 5))

    def test_a_session_that_is_not_over_does_not_count(self):
        self._attend(self.management, "present", "present", day="2026-03-17")
        self.assertEqual(self._progress(), (0, 5))

    def test_a_former_stay_counts(self):
        self._attend(self.management, "present", "present")
        again = self.env["caetic.member"].create(
            {"partner_id": self.amelie.partner_id.id, "company_id": self.company.id}
        )
        self.assertEqual(self._progress(again), (1, 5))

    def test_progress_of_many_takes_no_more_queries(self):
        members = self.amelie | self.bruno
        more = members | self.env["caetic.member"].union(
            *[self._create_person(f"Personne {rank}") for rank in range(6)]
        )
        for person in more:
            self._attend(self.management, "present", "present", member=person)
        counts = []
        for people in (members, more):
            self.env.flush_all()
            self.env.invalidate_all()
            people.mapped("partner_id.name")
            before = self.cr.sql_log_count
            people.mapped("module_progress")
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_documents_belong_to_the_module(self):
        paper = self.env["ir.attachment"].create(
            {"name": "Support.pdf", "raw": b"%PDF-1.4"}
        )
        self.offer.document_ids = paper
        self.assertEqual(
            (paper.res_model, paper.res_id), (self.offer._name, self.offer.id)
        )

    # -- wishes -----------------------------------------------------------------------

    def test_wishes_are_counted_until_met(self):
        wishes = self.env["caetic.workshop.wish"]
        for member in (self.amelie, self.bruno):
            wishes.create({"member_id": member.id, "module_id": self.offer.id})
        self.offer.invalidate_recordset()
        self.assertEqual(self.offer.wish_count, 2)
        session = self._create_session(self.offer, ["2026-03-30"])
        self._register(session, self.amelie)
        self.offer.invalidate_recordset()
        self.assertEqual(self.offer.wish_count, 1)
        self.assertEqual(self.amelie.wish_ids.state, "met")
        self.assertEqual(self.bruno.wish_ids.state, "open")

    def test_waiting_does_not_meet_a_wish(self):
        self.env["caetic.workshop.wish"].create(
            {"member_id": self.amelie.id, "module_id": self.offer.id}
        )
        session = self._create_session(self.offer, ["2026-03-30"], seats=1)
        self._register(session, self.bruno)
        waiting = self._register(session, self.amelie)
        self.assertEqual(self.amelie.wish_ids.state, "open")
        session.seats_max = 2
        self.assertEqual(waiting.state, "open")
        self.assertEqual(self.amelie.wish_ids.state, "met")

    # -- no-show ----------------------------------------------------------------------

    def test_absences_without_an_excuse(self):
        """Missed: absent at every half-day, in the last twelve months."""
        self._attend(self.offer, "absent", "present")
        self._attend(self.offer, "excused", "absent", day="2026-03-09")
        self.assertEqual(self.amelie._get_no_show_count_sudo(), 0)
        self._attend(self.offer, "absent", "absent", day="2026-03-08")
        self._attend(self.offer, "absent", "absent", day="2025-03-01")
        self.assertEqual(self.amelie._get_no_show_count_sudo(), 1)
