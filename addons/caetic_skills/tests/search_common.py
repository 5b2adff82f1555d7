# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""People with trades and skills, made in few batches."""

from odoo import Command, fields

from odoo.addons.caetic_members.tests.common import CaeticCommon

from ..engine.criteria import Criteria

LEVELS = {25: "Débutant", 50: "Autonome", 75: "Confirmé", 100: "Expert"}


class SearchCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.context_today(cls.env.user)
        cls.profiles = cls.env["caetic.profile"]
        cls.kind = cls.env["hr.skill.type"].create(
            {
                "name": "Cast",
                # Odoo wants one to begin with.
                "skill_ids": [Command.create({"name": "Zfirsttool"})],
                "skill_level_ids": [
                    Command.create({"name": name, "level_progress": progress})
                    for progress, name in LEVELS.items()
                ],
            }
        )
        cls.levels = {one.level_progress: one.id for one in cls.kind.skill_level_ids}
        cls.skills = {}

    @classmethod
    def _trade(cls, code):
        return cls.env.ref(f"caetic_members.trade_{code}")

    @classmethod
    def _make_skills(cls, rows):
        """Skills of our own: name, codes of trades, synonyms."""
        made = cls.env["hr.skill"].create(
            [
                {
                    "name": row["name"],
                    "skill_type_id": cls.kind.id,
                    "caetic_trade_ids": [
                        Command.link(cls._trade(code).id) for code in row["trades"]
                    ],
                    "synonym_ids": [
                        Command.create({"name": name}) for name in row["synonyms"]
                    ],
                }
                for row in rows
            ]
        )
        cls.skills |= {one.name: one for one in made}

    @classmethod
    def _make_stays(cls, names):
        """Members hosted since a year, without a login."""
        partners = cls.env["res.partner"].create(
            [
                {"name": name, "email": f"person{rank}@example.com"}
                for rank, name in enumerate(names)
            ]
        )
        stays = cls.env["caetic.member"].create(
            [{"partner_id": one.id, "company_id": cls.company.id} for one in partners]
        )
        start = fields.Date.subtract(cls.today, years=1)
        for stay in stays:
            stay._record_step("cesa", start, check=False)
        return stays

    @classmethod
    def _prepare_profile(cls, row, partner, stay=None):
        free = fields.Date.add(cls.today, days=row["from"]) if "from" in row else False
        return {
            "partner_id": partner.id,
            "member_id": stay.id if stay else False,
            "company_id": cls.company.id,
            "agreed_on": False if stay else cls.today,
            "headline": row.get("headline"),
            "presentation": row.get("presentation"),
            "town": row.get("town"),
            "zip": row.get("zip"),
            "work_mode": row.get("mode", "both"),
            "available_from": free,
            "days_per_month": row.get("days", 0),
            "trade_ids": [
                Command.link(cls._trade(code).id) for code in row.get("trades", ())
            ],
            "item_ids": [
                Command.create({"name": name}) for name in row.get("portfolio", ())
            ],
        }

    @classmethod
    def _make_people(cls, rows):
        """Profiles of the rows, listed; ``outside`` ones have no stay."""
        members = [row for row in rows if not row.get("outside")]
        stays = cls._make_stays([row["name"] for row in members])
        partners = cls.env["res.partner"].create(
            [{"name": row["name"]} for row in rows if row.get("outside")]
        )
        known = {one.partner_id.name: one for one in stays}
        others = {one.name: one for one in partners}
        made = cls.profiles.create(
            [
                cls._prepare_profile(
                    row,
                    others.get(row["name"]) or known[row["name"]].partner_id,
                    known.get(row["name"]),
                )
                for row in rows
            ]
        )
        cls._make_lines(made, rows)
        return made

    @classmethod
    def _make_lines(cls, profiles, rows):
        asked = [
            (profile, name, level, row.get("confirmed", {}).get(name, 0))
            for profile, row in zip(profiles, rows, strict=True)
            for name, level in row.get("skills", {}).items()
        ]
        lines = cls.env["caetic.profile.skill"].create(
            [
                {
                    "profile_id": profile.id,
                    "skill_id": cls.skills[name].id,
                    "skill_type_id": cls.kind.id,
                    "skill_level_id": cls.levels[level],
                    "valid_from": fields.Date.subtract(cls.today, months=6),
                }
                for profile, name, level, _count in asked
            ]
        )
        counts = [count for _profile, _name, _level, count in asked]
        authors = cls.env["res.partner"].create(
            [{"name": f"Witness {rank}"} for rank in range(max(counts, default=0))]
        )
        cls.env["caetic.skill.confirmation"].create(
            [
                {"line_id": line.id, "author_id": author.id, "kind": "colleague"}
                for line, count in zip(lines, counts, strict=True)
                for author in authors[:count]
            ]
        )

    def _find(self, text="", **filters):
        """Names of the people found, in their order."""
        found = self.profiles._find_people(Criteria(text=text, **filters), self.company)
        return self.profiles.browse([one.key for one in found.ranked]).mapped("name")
