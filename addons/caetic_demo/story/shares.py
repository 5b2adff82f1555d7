# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from .source import rows


class Shares:
    """Capital of the cooperative: founders, entrepreneurs who become associates.

    ``data/shares.csv``: who subscribes how many parts, how many months ago, decided by
    whom, and what they paid of them, a payment a month from then on.
    """

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.moves = self.env["caetic.share.move"]

    def tell(self):
        kinds = self.env["caetic.share.type"]
        self.types = {
            "worker": kinds.create({"name": "Parts A", "nominal": 50}),
            "public": kinds.create(
                {"name": "Parts B", "nominal": 50, "category": "public"}
            ),
        }
        self.env.company.caetic_share_floor = 5000
        for row in rows("shares"):
            self._subscribe(row)

    def _subscribe(self, row):
        day = self.story.month(int(row["months_ago"]), 15)
        person = self._get_person(row)
        subscription = self._write(
            row,
            day,
            "subscription",
            quantity=int(row["parts"]),
            decision_body=row["decision"],
            decision_date=day,
            **person,
        )
        if row["state"] == "draft":
            return
        subscription.action_post()
        self._pay(row, day, person)
        if "member_id" in person:
            member = self.env["caetic.member"].browse(person["member_id"])
            member._record_step("associate", day)
        if row["withdrawn"]:
            self._withdraw(row, person)

    def _pay(self, row, day, person):
        for months, amount in enumerate(row["paid"].split()):
            paid_on = day + relativedelta(months=months)
            release = self._write(
                row, paid_on, "release", amount=float(amount), **person
            )
            release.action_post()

    def _withdraw(self, row, person):
        day = self.story.month(3, 20)
        withdrawal = self._write(
            row,
            day,
            "withdrawal",
            quantity=int(row["withdrawn"]),
            decision_body="board",
            decision_date=day,
            **person,
        )
        withdrawal.action_post()

    def _get_person(self, row):
        """Entrepreneurs are members; staff and partners are contacts."""
        if row["who"] == "member":
            return {"member_id": self.story.records[row["key"]].id}
        if row["who"] == "staff":
            return {"partner_id": self.story.records[row["key"]].partner_id.id}
        partner = self.env["res.partner"].create(
            {"name": row["key"], "is_company": True, "city": "Limoux", "zip": "11300"}
        )
        return {"partner_id": partner.id}

    def _write(self, row, day, kind, **values):
        return self.moves.create(
            {
                "kind": kind,
                "date": day,
                "type_id": self.types[row["type"]].id,
                **values,
            }
        )
