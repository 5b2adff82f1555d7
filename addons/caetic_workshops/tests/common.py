# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""World of the tests of workshops: people at stages, modules, sessions."""

from datetime import date

from odoo.addons.caetic_members.tests.common import CaeticCommon

MORNING, AFTERNOON = (9.0, 12.5), (14.0, 17.5)
STARTED = date(2026, 1, 5)
# The steps that lead to a stage (R301).
WAY = ("informed", "diagnosed", "committee", "admitted", "cape", "cesa", "associate")


class WorkshopCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.management = cls._get_module("management")
        cls.offer = cls._get_module("offer")
        cls.sales = cls._get_module("sales")
        cls.announced = cls.env.ref("event.event_stage_announced")
        cls.announced.caetic_is_open = True
        cls.limoux = cls.env.ref("caetic_workshops.venue_limoux")

    @classmethod
    def _get_module(cls, name):
        return cls.env.ref(f"caetic_workshops.module_{name}")

    @classmethod
    def _create_person(cls, name, login=None, stage="cape", **values):
        """A member brought to a stage by its dated steps."""
        member = cls._create_member(name, login, **values)
        if stage != "prospect":
            for kind in WAY[: WAY.index(stage) + 1]:
                if not (stage == "cesa" and kind == "cape"):
                    member._record_step(kind, STARTED, check=False)
        return member

    @classmethod
    def _create_session(cls, module, days, seats=0, **values):
        """A session announced, of whole days: ``days`` = dates, or (date, hours)."""
        slots = []
        for day in days:
            when, *hours = day if isinstance(day, tuple) else (day, MORNING, AFTERNOON)
            slots += [
                (0, 0, {"date": when, "start_hour": start, "end_hour": end})
                for start, end in hours
            ]
        return cls.env["event.event"].create(
            {
                "name": module.name,
                "caetic_module_id": module.id,
                "company_id": cls.env.company.id,
                "date_tz": "Europe/Paris",
                "stage_id": cls.announced.id,
                "address_id": cls.limoux.id,
                "seats_limited": seats > 0,
                "seats_max": seats,
                "event_slot_ids": slots,
                **values,
            }
        )

    @classmethod
    def _register(cls, session, member, **values):
        return cls.env["event.registration"].create(
            {"event_id": session.id, "partner_id": member.partner_id.id, **values}
        )

    @classmethod
    def _note(cls, registration, *states):
        """Note attendance half-day by half-day."""
        slots = registration.event_id.event_slot_ids.sorted("start_datetime")
        # The tests hold every role of the hub; whoever takes attendance is another.
        attendances_sudo = cls.env["caetic.attendance"].sudo()
        for slot, state in zip(slots, states, strict=True):
            row = registration.sudo().caetic_attendance_ids.filtered(
                lambda one, slot=slot: one.slot_id == slot
            )
            row = row or attendances_sudo.create(
                {"slot_id": slot.id, "registration_id": registration.id}
            )
            row.state = state

    def _get_letters(self, registration):
        """Subjects of the letters in the outbox for a registration, in order."""
        letters = self.env["mail.mail"].search(
            [("model", "=", "event.registration"), ("res_id", "=", registration.id)],
            order="id",
        )
        return letters.mapped("subject")
