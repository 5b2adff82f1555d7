# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CaeticProfile(models.Model):
    """What workshops bring to a profile: proposed to the person, who decides."""

    _inherit = "caetic.profile"

    @api.model
    def _get_teaching_sudo(self):
        """Return the modules that bring skills, in superuser mode."""
        # The catalogue is on everybody's page: its names leave here, no more.
        modules_sudo = self.env["caetic.workshop.module"].sudo()
        return modules_sudo.search([("skill_ids", "!=", False)])

    @api.model
    def _get_proposed_sudo(self):
        """Skills that are taught are proposed too, whatever their trade."""
        return super()._get_proposed_sudo() | self._get_teaching_sudo().skill_ids

    def _portal_get_page(self):
        return {**super()._portal_get_page(), "learning": self._portal_get_learning()}

    def _portal_get_learning(self):
        """Return the skills learnt that the person may add, and modules to come to.

        :returns: ``{"gained": rows of skills, "modules": rows of modules}``
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        partner = profile_sudo.partner_id
        done = profile_sudo.member_id._get_attended_modules_sudo(partner)
        modules_sudo = self._get_teaching_sudo()
        own_sudo = modules_sudo.filtered(lambda one: one.id in done.get(partner, ()))
        return {
            "gained": profile_sudo._get_gained(own_sudo),
            "modules": profile_sudo._get_to_learn(modules_sudo - own_sudo),
        }

    def _get_gained(self, modules):
        """Return the skills of modules attended that the profile has not, or lower."""
        held = {line.skill_id: line.level_progress for line in self.current_line_ids}
        gained = {}
        # Of two modules that bring a skill, the one that brings it further.
        for module in modules.sorted("skill_progress"):
            for skill in module.skill_ids:
                level = module._get_skill_level(skill)
                if level and level.level_progress > held.get(skill, -1):
                    words = {"level": level.name, "module": module.name}
                    own = {"id": skill.id, "name": skill.name, "level_id": level.id}
                    gained[skill.id] = {**own, **words}
        return list(gained.values())

    def _get_to_learn(self, modules):
        """Return the modules that bring what the person's trades call for and lack."""
        lacking = self.trade_ids.skill_ids - self.current_line_ids.skill_id
        return [
            {
                # Topics are shown inside their module.
                "id": (module.parent_id or module).id,
                "name": module.name,
                "skills": ", ".join((module.skill_ids & lacking).mapped("name")),
            }
            for module in modules.filtered(lambda one: one.skill_ids & lacking)
        ]

    def _portal_accept_skill(self, skill_id):
        """Add a skill gained in a workshop to the profile; return how many changed."""
        gained = self._portal_get_learning()["gained"]
        levels = {row["id"]: row["level_id"] for row in gained if row["id"] == skill_id}
        return self._portal_set_levels(levels) if levels else 0
