# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""World of the tests of shared resources: two people, a room, desks, a licence."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from odoo.addons.caetic_members.tests.common import CaeticCommon

PARIS, UTC = ZoneInfo("Europe/Paris"), ZoneInfo("UTC")
WAY = ("informed", "diagnosed", "committee", "admitted", "cape", "cesa")


def paris(*parts):
    """Return an hour of the clock of Paris as the database keeps it."""
    local = datetime(*parts, tzinfo=PARIS)
    return local.astimezone(UTC).replace(tzinfo=None)


class ResourceCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.amelie = cls._create_hosted("Amélie Durand", "res_amelie")
        cls.bruno = cls._create_hosted("Bruno Vidal", "res_bruno", adviser_id=False)
        cls.studio = cls._create_activity("Studio Garrigue", cls.amelie)
        cls.pixel = cls._create_activity("Pixel du Razès", cls.bruno)
        cls.room = cls._create_resource("Salle de Limoux", "room", "hour", 12)
        cls.desks = cls._create_resource(
            "Bureaux du tiers-lieu", "desk", "half_day", 5, capacity=3
        )
        cls.licence = cls._create_resource(
            "Montage vidéo", "licence", "month", 20, capacity=5, horizon_days=365
        )

    @classmethod
    def _create_hosted(cls, name, login, stage="cesa", **values):
        values.setdefault("adviser_id", cls.adviser.id)
        member = cls._create_member(name, login, **values)
        way = WAY[: WAY.index(stage) + 1]
        for kind in way:
            if not (stage == "cesa" and kind == "cape"):
                member._record_step(kind, date(2026, 1, 5), check=False)
        return member

    @classmethod
    def _create_resource(cls, name, kind, unit, price, **values):
        return cls.env["caetic.resource"].create(
            {
                "name": name,
                "kind": kind,
                "unit": unit,
                "price": price,
                "user_id": cls.coordinator.id,
                "company_id": cls.env.company.id,
                "longest": 0,
                **values,
            }
        )

    @classmethod
    def _book(cls, resource, member, start, stop, **values):
        """A booking between two hours of Paris."""
        return cls.env["caetic.resource.booking"].create(
            {
                "resource_id": resource.id,
                "member_id": member.id,
                "start": paris(*start),
                "stop": paris(*stop),
                **values,
            }
        )

    def _get_letters(self, record):
        """Subjects and readers of the letters in the outbox, in order."""
        letters = self.env["mail.mail"].search(
            [("model", "=", record._name), ("res_id", "in", record.ids)], order="id"
        )
        return [(one.subject, one.recipient_ids) for one in letters]
