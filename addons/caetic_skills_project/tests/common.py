# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Three of the cooperative and one from outside won a site; Farid is not in it."""

from datetime import date

from odoo.fields import Command

from odoo.addons.caetic_members.tests.common import CaeticCommon

NAME = "Site de l'office de tourisme"


class JointCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.amelie = cls._create_person("Amélie Essai")
        cls.bruno = cls._create_person("Bruno Essai", adviser_id=cls.adviser.id)
        cls.chloe = cls._create_person("Chloé Essai")
        cls.farid = cls._create_person("Farid Essai")
        partner = cls.env["res.partner"].create(
            {"name": "Ovide Dehors", "email": "ovide@dehors.example"}
        )
        cls.ovide = cls.env["caetic.profile"].create(
            {"partner_id": partner.id, "agreed_on": "2026-01-05"}
        )
        cls.opportunity = cls._form()
        cls.project = cls._open(cls.opportunity)

    @classmethod
    def _create_person(cls, name, **values):
        """A hosted member with a login, an activity and a profile."""
        login = name.split()[0].lower().replace("é", "e")
        member = cls._create_member(name, login=f"{login}.joint", **values)
        for step in ("admitted", "cape"):
            member._record_step(step, date(2026, 1, 5), check=False)
        cls._create_contract(member)
        cls._create_activity(f"Atelier {name}", member)
        # The stakes were written beside the relation that members read.
        cls.env.invalidate_all()
        profiles = cls.env["caetic.profile"]
        return profiles._ensure_profiles_sudo(member).with_env(cls.env)

    @classmethod
    def _form(cls, **values):
        """Amélie leads with 50 %, Bruno has 30, Chloé 20; Ovide is on a quote."""
        team = ((cls.amelie, "Site", 50), (cls.bruno, "Film", 30), (cls.chloe, "", 20))
        places = [
            {
                "profile_id": profile.id,
                "role": role,
                "share": share,
                "is_lead": profile == cls.amelie,
            }
            for profile, role, share in team
        ]
        places.append({"profile_id": cls.ovide.id, "role": "Traduction"})
        opportunity = cls.env["caetic.opportunity"].create(
            {
                "name": NAME,
                "description": "Un site et un film.",
                "budget": 1000.01,
                "invitation_ids": [Command.create(place) for place in places],
                **values,
            }
        )
        opportunity.action_send()
        for place in opportunity.invitation_ids:
            place._accept("", 200 if place.is_outside else None)
        return opportunity

    @classmethod
    def _open(cls, opportunity):
        action = opportunity.with_user(cls.coordinator).action_make_joint_project()
        return cls.env["project.project"].browse(action["res_id"])

    @classmethod
    def _user(cls, profile):
        return profile.member_id.user_id

    def _as(self, profile):
        """The model of projects, as somebody of the portal calls it."""
        return self.env["project.project"].with_user(self._user(profile))

    def _place(self, profile):
        return self.project.caetic_place_ids.filtered(
            lambda one: one.profile_id == profile
        )
