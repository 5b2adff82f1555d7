# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""World of the tests of skills: people hosted, people outside, their skills."""

from datetime import date

from odoo.fields import Command

from odoo.addons.caetic_members.tests.common import CaeticCommon

STARTED = date(2026, 1, 5)
# The steps that lead to a stage (R301).
WAY = ("informed", "diagnosed", "committee", "admitted", "cape", "cesa", "associate")


class SkillsCommon(CaeticCommon):
    @classmethod
    def _create_person(cls, name, login=None, stage="cape", **values):
        """A member brought to a stage by its dated steps, with their profile."""
        member = cls._create_member(name, login, **values)
        for kind in WAY[: WAY.index(stage) + 1]:
            if not (stage == "cesa" and kind == "cape"):
                member._record_step(kind, STARTED, check=False)
        cls.env["caetic.profile"]._ensure_profiles_sudo(member)
        return member

    @classmethod
    def _create_outsider(cls, name, **values):
        """Somebody outside the cooperative, who agreed to be listed."""
        partner = cls.env["res.partner"].create({"name": name})
        return cls.env["caetic.profile"].create(
            {
                "partner_id": partner.id,
                "company_id": cls.env.company.id,
                "agreed_on": STARTED,
                **values,
            }
        )

    @classmethod
    def _skill(cls, key):
        return cls.env.ref(f"caetic_skills.skill_{key}")

    @classmethod
    def _trade(cls, key):
        module = "caetic_skills" if key.startswith("3") else "caetic_members"
        return cls.env.ref(f"{module}.trade_{key}")

    @classmethod
    def _level(cls, skill, progress):
        return skill.skill_type_id.skill_level_ids.filtered(
            lambda level: level.level_progress == progress
        )

    @classmethod
    def _give(cls, profile, **skills):
        """Give skills: ``wordpress=75``."""
        profile.skill_line_ids = [
            Command.create(
                {
                    "skill_type_id": skill.skill_type_id.id,
                    "skill_id": skill.id,
                    "skill_level_id": cls._level(skill, progress).id,
                }
            )
            for key, progress in skills.items()
            if (skill := cls._skill(key))
        ]

    @classmethod
    def _line(cls, profile, key):
        """The row of today of a skill."""
        skill = cls._skill(key)
        return profile.current_line_ids.filtered(lambda line: line.skill_id == skill)
