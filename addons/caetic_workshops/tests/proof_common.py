# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""World of the tests of proofs: people hosted, sessions that are over, sheets."""

from datetime import date

from odoo.addons.caetic_members.tests.common import CaeticCommon

MORNING, AFTERNOON = (9.0, 12.5), (14.0, 17.5)
STEPS = ("informed", "diagnosed", "committee", "admitted", "cape")


class ProofCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.module = cls.env.ref("caetic_workshops.module_management")
        cls.funder = cls.env["res.partner"].create(
            {
                "name": "Région Occitanie",
                "is_company": True,
                "caetic_organisation_kind": "funder",
            }
        )
        cls.action = cls.env["caetic.funded.action"].create(
            {
                "name": "Accompagnement 2026",
                "funder_id": cls.funder.id,
                "date_start": "2026-01-01",
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _create_hosted(cls, name, login=None, **values):
        member = cls._create_member(name, login, **values)
        for kind in STEPS:
            member._record_step(kind, date(2026, 1, 5), check=False)
        return member

    @classmethod
    def _create_session(cls, days, people=(), **values):
        """A session of two half-days a day, with its people registered."""
        session = cls.env["event.event"].create(
            {
                "name": cls.module.name,
                "caetic_module_id": cls.module.id,
                "caetic_funded_action_id": cls.action.id,
                "company_id": cls.company.id,
                "date_tz": "Europe/Paris",
                "event_slot_ids": [
                    (0, 0, {"date": day, "start_hour": start, "end_hour": end})
                    for day in days
                    for start, end in (MORNING, AFTERNOON)
                ],
                **values,
            }
        )
        cls.env["event.registration"].create(
            [
                {"event_id": session.id, "partner_id": one.partner_id.id}
                for one in people
            ]
        )
        return session

    @classmethod
    def _fill(cls, session, absences=(), close=True):
        """Mark everybody present, but ``absences`` = [(person, number of half-day)]."""
        slots = session.event_slot_ids.sorted("start_datetime")
        slots._caetic_fill_sheet_sudo()
        slots.caetic_attendance_ids.state = "present"
        for member, number in absences:
            rows = slots[number].caetic_attendance_ids
            rows.filtered(lambda row, m=member: row.member_id == m).state = "absent"
        if close:
            slots.action_caetic_close_sheet()
        return slots.caetic_attendance_ids
