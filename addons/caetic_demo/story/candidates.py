# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.fields import Command

from .people import CANDIDATE_STEPS, prepare_identity
from .source import rows


class Candidates:
    """People on their way in, one at each stage."""

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.adviser = story.records["paul"]

    def tell(self):
        for row in rows("candidates"):
            self._follow(self._meet(row), row)

    def _meet(self, row):
        partner = self.env["res.partner"].create(
            {
                "name": row["name"],
                "email": f"{row['key']}@courriel.example",
                "phone": row["phone"],
                "zip": "11300",
                "city": "Limoux",
                "country_id": self.env.ref("base.fr").id,
                "lang": "fr_FR",
            }
        )
        situation = {
            "date": self.story.month(int(row["months_ago"]) + 1),
            "status": row["situation"],
            "city": "Limoux",
        }
        member = self.env["caetic.member"].create(
            {
                "partner_id": partner.id,
                "adviser_id": self.adviser.id,
                "project_summary": row["project"],
                "situation_ids": [Command.create(situation)],
                **prepare_identity(self.env, row),
            }
        )
        return self.story.keep(row["key"], member)

    def _follow(self, member, row):
        """Steps until the stage of the row; the committee itself says yes or no."""
        day = self.story.month(int(row["months_ago"]), 8)
        for kind in CANDIDATE_STEPS[:2]:
            if member.state != row["step"]:
                member._record_step(kind, day)
                day += timedelta(days=12)
        if row["step"] in ("committee", "admitted", "refused"):
            self._judge(member, row, day)

    def _judge(self, member, row, day):
        decided = row["step"] != "committee"
        member._record_step("committee", day)
        review = self.env["caetic.committee.review"].create(
            {
                "member_id": member.id,
                "date": day if decided else self.story.today + timedelta(days=6),
                "opinion": "Projet solide, premier client identifié.",
                "votes_for": 4 if row["step"] == "admitted" else 1,
                "votes_against": 3 if row["step"] == "refused" else 0,
                "decision": {"admitted": "favourable", "refused": "unfavourable"}.get(
                    row["step"]
                ),
                "reason": row["reason"],
            }
        )
        if decided:
            review.action_decide()
