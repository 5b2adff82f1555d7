# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import Command

# Nobody has seen them for long: the adviser's page says so.
SILENT = ("joel", "karine")
# Their last interview is told in detail (see ``coaching``).
DETAILED = ("amelie", "chloe", "hugo")
SUBJECTS = ("Point d'étape", "Prix de vente et prospection", "Bilan de l'année")


class FollowUp:
    """What advisers do between two contracts: interviews and papers."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        """Interviews every five months, and two papers that soon expire."""
        members = self.env["caetic.member"].search(
            [("state", "in", ("cape", "cesa", "associate"))]
        )
        silent = [self.story.records[key] for key in SILENT]
        detailed = [self.story.records[key] for key in DETAILED]
        self.env["caetic.interview"].create(
            [
                self._prepare_interview(member, number)
                for member in members
                if member not in silent
                for number in range(member in detailed, len(SUBJECTS))
                if self._day(number) > member.contract_ids[-1:].date_start
            ]
        )
        self._keep_papers("amelie", "insurance", 25)
        self._keep_papers("bruno", "vehicle", 12)

    def _day(self, number):
        return self.story.today - relativedelta(months=1 + 5 * number, days=8)

    def _prepare_interview(self, member, number):
        return {
            "member_id": member.id,
            "name": SUBJECTS[number],
            "date": self._day(number),
            "hours": 1,
            "adviser_id": member.adviser_id.id,
            "objectives": "Consolider le chiffre d'affaires des trois prochains mois.",
            "decisions": "Deux relances par semaine ; prochain point dans cinq mois.",
        }

    def _keep_papers(self, key, kind, days):
        """A paper received eleven months ago, with so many days left."""
        document = self.env.ref(f"caetic_members.document_type_{kind}")
        self.story.records[key].document_ids = [
            Command.create(
                {
                    "type_id": document.id,
                    "date_received": self.story.month(11),
                    "date_expiry": self.story.today + relativedelta(days=days),
                }
            )
        ]
