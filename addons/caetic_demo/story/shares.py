# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from .source import rows


class Shares:
    """Capital of the cooperative: founders, entrepreneurs who become associates.

    ``data/shares.csv``: who subscribes how many parts, how many months ago, decided by
    whom, what they paid of them, a payment a month, and how many they gave back.
    """

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        """Write the movements of everybody, in the order of their days."""
        kinds = self.env["caetic.share.type"]
        self.types = {
            "worker": kinds.create({"name": "Parts A", "nominal": 50}),
            "public": kinds.create(
                {"name": "Parts B", "nominal": 50, "category": "public"}
            ),
        }
        self.env.company.caetic_share_floor = 5000
        events = [event for row in rows("shares") for event in self._prepare(row)]
        events.sort(key=lambda event: event["date"])
        for move in self.env["caetic.share.move"].create(events):
            if move.date < self.story.month(0):
                move.action_post()
                if move.kind == "subscription" and move.member_id:
                    move.member_id._record_step("associate", move.date)

    def _prepare(self, row):
        """Subscription, payments and withdrawal of one person, as values."""
        day = self.story.month(int(row["months_ago"]), 15)
        base = {"type_id": self.types[row["type"]].id, **self._get_person(row)}
        events = [self._decide(base, "subscription", row, day, row["parts"])]
        for months, amount in enumerate(row["paid"].split()):
            paid_on = day + relativedelta(months=months)
            events.append(
                {**base, "kind": "release", "date": paid_on, "amount": float(amount)}
            )
        if row["withdrawn"]:
            day = self.story.month(3, 20)
            events.append(self._decide(base, "withdrawal", row, day, row["withdrawn"]))
        return events

    def _decide(self, base, kind, row, day, parts):
        return {
            **base,
            "kind": kind,
            "date": day,
            "quantity": int(parts),
            "decision_body": row["decision"],
            "decision_date": day,
        }

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
