# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Time of staff: from interviews and sessions, each hour once."""

from odoo.tests import tagged

from .test_interview import CoachingCommon


@tagged("post_install", "-at_install")
class TestTimeReport(CoachingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        funder = cls.env["res.partner"].create(
            {"name": "Région", "is_company": True, "caetic_organisation_kind": "funder"}
        )
        cls.action = cls.env["caetic.funded.action"].create(
            {"name": "FSE", "funder_id": funder.id, "date_start": "2026-01-01"}
        )
        cls.held = cls._plan(
            start="2026-01-15 09:00:00",
            staff_ids=[(6, 0, (cls.colleague | cls.adviser).ids)],
            funded_action_id=cls.action.id,
        )
        cls.held.state = "done"
        cls._plan()
        cls.session = cls._create_session()

    @classmethod
    def _create_session(cls):
        """Two mornings of three hours: a member of staff, two people, one absent."""
        module = cls.env["caetic.workshop.module"].create(
            {"name": "Vendre", "code": "test_vendre"}
        )
        session = cls.env["event.event"].create(
            {
                "name": "Vendre",
                "date_begin": "2026-02-02 07:00:00",
                "date_end": "2026-02-03 17:00:00",
                "date_tz": "Europe/Paris",
                "caetic_module_id": module.id,
                "caetic_funded_action_id": cls.action.id,
                "company_id": cls.company.id,
                "caetic_facilitator_ids": [
                    (0, 0, {"partner_id": cls.colleague.partner_id.id}),
                    (0, 0, {"partner_id": cls.customer.id, "kind": "outside"}),
                ],
                "event_slot_ids": [
                    (0, 0, {"date": f"2026-02-0{day}", "start_hour": 9, "end_hour": 12})
                    for day in (2, 3)
                ],
            }
        )
        for member in (cls.member, cls.other):
            registration = cls.env["event.registration"].create(
                {
                    "event_id": session.id,
                    "partner_id": member.partner_id.id,
                    "caetic_stay_id": member.id,
                    "state": "open",
                }
            )
            cls._attend(session, registration, member)
        return session

    @classmethod
    def _attend(cls, session, registration, member):
        attendances = cls.env["caetic.attendance"].search(
            [("registration_id", "=", registration.id)]
        )
        missing = session.event_slot_ids - attendances.slot_id
        attendances |= attendances.create(
            [
                {"slot_id": slot.id, "registration_id": registration.id}
                for slot in missing
            ]
        )
        attendances.state = "present"
        if member == cls.other:
            attendances[1].state = "absent"

    def _sum(self, user, domain=()):
        self.env.flush_all()
        rows = self.env["caetic.time.report"].with_user(user)
        [(staff, people)] = rows._read_group(
            [
                "|",
                ("interview_id", "=", self.held.id),
                ("event_id", "=", self.session.id),
                *domain,
            ],
            [],
            ["staff_hours:sum", "person_hours:sum"],
        )
        return staff, people

    def test_each_member_of_staff_once_and_each_person_once(self):
        # Interview of 1 h 30: two members of staff, one person.
        individual = [("kind", "=", "individual")]
        self.assertEqual(self._sum(self.coordinator, individual), (3.0, 1.5))
        # Two mornings of 3 h: one permanent facilitator; 6 h and 3 h of people.
        collective = [("kind", "=", "collective")]
        self.assertEqual(self._sum(self.coordinator, collective), (6.0, 9.0))

    def test_the_funded_action_has_both(self):
        domain = [("funded_action_id", "=", self.action.id)]
        self.assertEqual(self._sum(self.coordinator, domain), (9.0, 10.5))

    def test_what_is_planned_or_cancelled_has_no_time(self):
        self.env.flush_all()
        rows = self.env["caetic.time.report"].search(
            [("member_id", "=", self.member.id), ("kind", "=", "individual")]
        )
        self.assertEqual(rows.interview_id, self.held)
        self.session.kanban_state = "cancel"
        self.env.flush_all()
        staff, _people = self._sum(self.coordinator, [("kind", "=", "collective")])
        self.assertFalse(staff)

    def test_an_adviser_sees_the_portfolio_and_own_time(self):
        # The adviser: both rows of the interview, and the 6 h of their person.
        self.assertEqual(self._sum(self.adviser), (3.0, 7.5))
        # The colleague: own row of the interview, own 6 h, and the 3 h of Bruno.
        self.assertEqual(self._sum(self.colleague), (7.5, 3.0))
