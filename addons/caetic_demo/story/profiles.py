# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo.fields import Command

from .source import artwork, rows


class Profiles:
    """What everybody can do and when; professionals of partner organisations too.

    ``data/profiles.csv``: skills are ``key:level@months`` (so many months ago), and
    ``key:level@months>level@months`` where the person has grown; ``from_days`` is a
    number of days from today, empty for people who take no work.
    """

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.profiles = {}
        self.skills = {}

    def tell(self):
        for row in rows("profiles"):
            profile = self._list_outside(row) if row["name"] else self._find(row)
            profile.write(self._prepare(row))
            self.profiles[row["key"]] = self.story.keep(
                f"profile_{row['key']}", profile
            )
        for row in rows("profile_proofs"):
            self._prove(row)
        for row in rows("portfolio"):
            self._show(row)
        self._confirm()

    def _find(self, row):
        """The profile came with the first contract."""
        profiles = self.env["caetic.profile"].with_context(active_test=False)
        member = self.story.records[row["key"]]
        return profiles.search([("member_id", "=", member.id)], limit=1)

    def _list_outside(self, row):
        """A professional of a partner organisation, who agreed to be listed."""
        partner = self.env["res.partner"].create(
            {
                "name": row["name"],
                "email": row["email"],
                "city": row["town"],
                "zip": row["zip"],
                "country_id": self.env.ref("base.fr").id,
                "lang": "fr_FR",
            }
        )
        return self.env["caetic.profile"].create(
            {
                "partner_id": partner.id,
                "organisation_id": self.story.records[row["organisation"]].id,
                "agreed_on": self.story.month(2, 15),
            }
        )

    def _prepare(self, row):
        trades = [self._get_trade(key).id for key in row["trades"].split()]
        start = row["from_days"]
        return {
            "headline": row["headline"],
            "presentation": row["presentation"],
            "trade_ids": [Command.set(trades)],
            "available_from": start and self.story.today + timedelta(days=int(start)),
            "availability_on": self.story.month(1, 20),
            "days_per_month": int(row["days"] or 0),
            "work_mode": row["mode"],
            "zip": row["zip"],
            "town": row["town"],
            "rate_min": float(row["rate_min"] or 0),
            "rate_max": float(row["rate_max"] or 0),
            "skill_line_ids": [
                Command.create(values)
                for skill in row["skills"].split()
                for values in self._read_skill(skill)
            ],
        }

    def _get_trade(self, key):
        module = "caetic_skills" if key.startswith("3") else "caetic_members"
        return self.env.ref(f"{module}.trade_{key}")

    def _get_skill(self, key):
        return self.env.ref(f"caetic_skills.skill_{key}")

    def _read_skill(self, text):
        """Return the rows of a skill, one for each level that the person had."""
        key, _sep, levels = text.partition(":")
        skill = self._get_skill(key)
        scale = {
            level.level_progress: level for level in skill.skill_type_id.skill_level_ids
        }
        result = []
        for level in levels.split(">"):
            progress, _sep, months = level.partition("@")
            start = self.story.month(int(months), 10)
            if result:
                result[-1]["valid_to"] = start - timedelta(days=1)
            result.append(
                {
                    "skill_type_id": skill.skill_type_id.id,
                    "skill_id": skill.id,
                    "skill_level_id": scale[int(progress)].id,
                    "valid_from": start,
                    "valid_to": False,
                }
            )
        return result

    def _prepare_work(self, row):
        """What a proof and a piece of work share."""
        skills = [self._get_skill(key).id for key in row["skills"].split()]
        return {
            "profile_id": self.profiles[row["key"]].id,
            "name": row["name"],
            "date": self.story.month(int(row["months_ago"]), 8),
            "customer": row["customer"],
            "url": row["url"],
            "skill_ids": [Command.set(skills)],
        }

    def _prove(self, row):
        valid = row["months_valid"]
        end = valid and self.story.month(int(row["months_ago"]) - int(valid), 8)
        self.env["caetic.skill.proof"].create(
            {
                **self._prepare_work(row),
                "kind": row["kind"],
                "words": row["words"],
                "date_end": end,
            }
        )

    def _show(self, row):
        self.env["caetic.portfolio.item"].create(
            {
                **self._prepare_work(row),
                "description": row["description"],
                "image_1920": artwork(row["name"]),
            }
        )

    def _confirm(self):
        self.env["caetic.skill.confirmation"].create(
            [self._prepare_confirmation(row) for row in rows("confirmations")]
        )

    def _prepare_confirmation(self, row):
        author = self.story.records[row["by"]]
        skill = self._get_skill(row["skill"])
        lines = self.profiles[row["key"]].current_line_ids
        return {
            "line_id": lines.filtered(lambda line: line.skill_id == skill).id,
            "author_id": author.partner_id.id,
            "kind": "adviser" if author._name == "res.users" else "colleague",
            "date": self.story.month(1, 5),
            "note": row["note"],
        }
