# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Imported by Odoo: people of the public directory, who show little or everything."""

from odoo import Command
from odoo.fields import Date

LITTLE = ("headline", "trades")
PEOPLE, SKILLS, WORKS = 30, 15, 12


def seed(env):
    """Publish people of one trade and return the addresses to be measured."""
    from odoo.addons.caetic_skills_website.engine import PROFILE_KINDS

    trade = env["caetic.trade"].search([], limit=1)
    kind = env["hr.skill.type"].create(
        {
            "name": "Bench",
            "skill_level_ids": [
                Command.create(
                    {"name": "Expert", "level_progress": 100, "default_level": True}
                )
            ],
            "skill_ids": [
                Command.create({"name": f"Compétence {rank}"}) for rank in range(SKILLS)
            ],
        }
    )
    people = [_make_person(env, rank, trade) for rank in range(PEOPLE)]
    little, whole = people[:2]
    _fill(env, whole, kind)
    for profile in people:
        shown = PROFILE_KINDS if profile == whole else LITTLE
        profile.member_id._record_consents_sudo({"directory_public": True}, "paper")
        profile._record_publication_sudo(dict.fromkeys(shown, True), "paper")
    env.cr.commit()
    return {
        "little": little._public_get_url(),
        "whole": whole._public_get_url(),
        "trade": trade._public_get_link()["url"],
    }


def _make_person(env, rank, trade):
    partner = env["res.partner"].create({"name": f"Personne {rank}"})
    member = env["caetic.member"].create({"partner_id": partner.id})
    member._record_step("cape", Date.today(), check=False)
    profile = env["caetic.profile"]._ensure_profiles_sudo(member)
    profile.write({"headline": "Ce que je fais", "trade_ids": [Command.set(trade.ids)]})
    return profile


def _fill(env, profile, kind):
    profile.write({"presentation": "Vingt ans de métier.\n" * 20, "town": "Limoux"})
    env["caetic.profile.skill"].create(
        [
            {
                "profile_id": profile.id,
                "skill_type_id": kind.id,
                "skill_id": skill.id,
                "skill_level_id": kind.skill_level_ids.id,
            }
            for skill in kind.skill_ids
        ]
    )
    works = [{"profile_id": profile.id, "name": f"Projet {n}"} for n in range(WORKS)]
    env["caetic.portfolio.item"].create(works)
    env["caetic.skill.proof"].create(
        [{**work, "kind": "word", "words": "Merci."} for work in works]
    )
