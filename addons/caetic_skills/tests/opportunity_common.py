# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative where Bruno codes, Amélie draws and Chloé films."""

from datetime import date

from odoo.fields import Command

from odoo.addons.caetic_members.tests.common import CaeticCommon

NEED = "Un site internet avec identité visuelle et vidéo pour l'office de tourisme."


class OpportunityCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.scale = cls.env["hr.skill.type"].create(
            {
                "name": "Métiers de l'essai",
                "skill_ids": [
                    Command.create({"name": name})
                    for name in ("Zitoile", "Zidentité", "Zivido")
                ],
                "skill_level_ids": [
                    Command.create({"name": name, "level_progress": level})
                    for name, level in (
                        ("Débutant", 25),
                        ("Autonome", 50),
                        ("Confirmé", 75),
                        ("Expert", 100),
                    )
                ],
            }
        )
        cls.web = cls._name_skill("Zitoile", "site internet")
        cls.logo = cls._name_skill("Zidentité", "identité visuelle")
        cls.film = cls._name_skill("Zivido", "vidéo")
        cls.bruno = cls._create_person("Bruno Essai", "bruno.essai", {cls.web: 75})
        cls.amelie = cls._create_person("Amélie Essai", "amelie.essai", {cls.logo: 100})
        cls.chloe = cls._create_person("Chloé Essai", "chloe.essai", {cls.film: 50})
        cls.spare = cls._create_person("Farid Essai", "farid.essai", {cls.film: 25})
        cls.outside = cls._create_outsider("Ovide Dehors", {cls.film: 75})

    @classmethod
    def _name_skill(cls, name, synonym):
        """A skill that the words of customers name, and nothing else does."""
        # What the addon ships under these words would be found as well.
        cls.env["caetic.skill.synonym"].search([("name", "=ilike", synonym)]).unlink()
        for model in ("hr.skill", "caetic.trade"):
            for one in cls.env[model].search([("name", "=ilike", synonym)]):
                one.with_context(lang="en_US").name = f"Z{one.id}"
                one.with_context(lang="fr_FR").name = f"Z{one.id}"
        skill = cls.scale.skill_ids.filtered(lambda one: one.name == name)
        skill.synonym_ids = [Command.create({"name": synonym})]
        return skill

    @classmethod
    def _create_person(cls, name, login, levels, **values):
        """A hosted member with an activity and a profile."""
        member = cls._create_member(name, login=login)
        for step in ("admitted", "cape"):
            member._record_step(step, date(2026, 1, 5), check=False)
        cls._create_contract(member)
        cls._create_activity(f"Atelier {name}", member)
        # The stakes were written beside the relation that members read.
        cls.env.invalidate_all()
        profile = cls.env["caetic.profile"]._ensure_profiles_sudo(member)
        return cls._fill(profile.with_env(cls.env), levels, **values)

    @classmethod
    def _create_outsider(cls, name, levels):
        partner = cls.env["res.partner"].create(
            {"name": name, "email": "ovide@dehors.example"}
        )
        profile = cls.env["caetic.profile"].create(
            {"partner_id": partner.id, "agreed_on": "2026-01-05"}
        )
        return cls._fill(profile, levels)

    @classmethod
    def _fill(cls, profile, levels, **values):
        rows = {one.level_progress: one for one in cls.scale.skill_level_ids}
        profile.write(
            {
                "days_per_month": 10,
                "town": "Limoux",
                "zip": "11300",
                "skill_line_ids": [
                    Command.create(
                        {
                            "skill_id": skill.id,
                            "skill_type_id": cls.scale.id,
                            "skill_level_id": rows[level].id,
                        }
                    )
                    for skill, level in levels.items()
                ],
                **values,
            }
        )
        return profile

    @classmethod
    def _create_opportunity(cls, **values):
        opportunity = cls.env["caetic.opportunity"].create(
            {"name": "Office de tourisme", "description": NEED, **values}
        )
        opportunity.action_suggest_needs()
        return opportunity

    @classmethod
    def _form_team(cls, opportunity):
        """Take the best team and let everybody accept."""
        opportunity.action_find_teams()
        opportunity.team_ids[0].action_take()
        opportunity.action_send()
        for place in opportunity.invitation_ids:
            quote = 800 if place.is_outside else None
            place._accept("", quote)
        return opportunity

    def _place(self, opportunity, profile):
        return opportunity.invitation_ids.filtered(
            lambda one: one.profile_id == profile
        )
