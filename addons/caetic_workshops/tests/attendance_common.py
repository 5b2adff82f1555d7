# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A session of two half-days, three people and a facilitator from outside."""

import base64
import io

from PIL import Image, ImageDraw

from odoo.tests import new_test_user

from odoo.addons.caetic_members.tests.common import CaeticCommon

# Thursday 4 June 2026, summer in Paris: 9 h is 7 h UTC.
DAY = "2026-06-04"
DURING = "2026-06-04 07:05:00"
AFTER = "2026-06-04 16:00:00"
HOURS = ((9, 12.5), (14, 17.5))


def drawing(size=(600, 240)):
    """A signature as the browser sends it: black strokes on nothing."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.line([(20, 200), (size[0] // 2, 20), (size[0] - 20, 180)], "black", 4)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return "data:image/png;base64," + base64.b64encode(target.getvalue()).decode()


def plain(text):
    """Text on one line, its no-break spaces made plain."""
    return " ".join(text.replace("\N{NARROW NO-BREAK SPACE}", " ").split())


class AttendanceCase(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.module = (
            cls.env["caetic.workshop.module"]
            .sudo()
            .create({"name": "Démarches commerciales", "code": "TEST-B"})
        )
        cls.facilitator = new_test_user(
            cls.env,
            login="facilitator_lydia",
            name="Lydia Bouziane",
            groups="base.group_portal",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            lang="fr_FR" if cls._has_french() else "en_US",
        )
        cls.amelie = cls._create_member(
            "Amélie Durand", "portal_amelie", adviser_id=cls.adviser.id
        )
        cls.bruno = cls._create_member("Bruno Vidal", "portal_bruno")
        cls.chloe = cls._create_member("Chloé Martin", "portal_chloe")
        cls.workshop = cls._create_session("Trouver ses premiers clients")
        cls.morning, cls.afternoon = cls.workshop.event_slot_ids.sorted("start_hour")
        cls.registrations = cls._register(cls.workshop, cls.amelie, cls.bruno)

    @classmethod
    def _create_session(cls, name, day=DAY, hours=HOURS, **values):
        event = cls.env["event.event"].create(
            {
                "name": name,
                "caetic_module_id": cls.module.id,
                "date_tz": "Europe/Paris",
                "seats_limited": False,
                "date_begin": f"{day} 05:00:00",
                "date_end": f"{day} 20:00:00",
                "company_id": cls.company.id,
                **values,
            }
        )
        # Part of the session whoever may give it a facilitator.
        event_sudo = event.sudo()
        event_sudo.write(
            {
                "event_slot_ids": [
                    (0, 0, {"date": day, "start_hour": start, "end_hour": end})
                    for start, end in hours
                ],
                "caetic_facilitator_ids": [
                    (0, 0, {"partner_id": cls.facilitator.partner_id.id})
                ],
            }
        )
        return event

    @classmethod
    def _register(cls, event, *members, state="open"):
        return cls.env["event.registration"].create(
            [
                {
                    "event_id": event.id,
                    "partner_id": member.partner_id.id,
                    "caetic_stay_id": member.id,
                    "state": state,
                }
                for member in members
            ]
        )

    def _row(self, slot, member):
        return (
            self.env["caetic.attendance"]
            .sudo()
            .search([("slot_id", "=", slot.id), ("member_id", "=", member.id)])
        )

    def _close(self, slot, **states):
        """Say who was there and close: ``amelie="present"``."""
        for name, state in states.items():
            self._row(slot, getattr(self, name)).write(
                {
                    "state": state,
                    **slot.sudo().caetic_attendance_ids._get_mark_values(state),
                }
            )
        slot.with_user(self.coordinator).action_caetic_close_sheet()
