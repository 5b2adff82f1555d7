# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Command
from odoo.tools import format_date
from odoo.tools.misc import remove_accents

MOST_FOUND = 12
MAX_WORD = 60


def plain(text):
    """Return a text as it is compared: small letters, no accent."""
    return remove_accents(text or "").lower()


class CaeticProfilePortalSkills(models.Model):
    """Skills that a person gives themself on the portal, one tap each."""

    _inherit = "caetic.profile"

    # -- what is proposed -------------------------------------------------------------

    @api.model
    def _get_proposed_sudo(self):
        """Return the skills that the portal proposes: those of a trade."""
        # The list of the house: names, levels and trades leave here, no more.
        skills_sudo = self.env["hr.skill"].sudo()
        return skills_sudo.search([("caetic_trade_ids", "!=", False)])

    def _portal_get_proposed(self, typed=None):
        """Return the skills of the person's trades: ``[(trade, rows)]``.

        A skill of two trades stands in the first one.

        :param dict typed: level number by skill number, else those of the profile
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        seen, groups = set(), []
        for trade_sudo in profile_sudo.trade_ids:
            fresh_sudo = trade_sudo.skill_ids.filtered(lambda one: one.id not in seen)
            seen.update(fresh_sudo.ids)
            if fresh_sudo:
                rows = profile_sudo._get_choices(fresh_sudo, typed)
                groups.append((trade_sudo.name, rows))
        return groups

    def _get_choices(self, skills, typed=None):
        """Return ``[{id, name, kind, levels, level}]`` of skills to choose."""
        held = {
            line.skill_id.id: line.skill_level_id.id for line in self.current_line_ids
        }
        current = held if typed is None else {**held, **typed}
        return [
            {
                "id": skill.id,
                "name": skill.name,
                "kind": skill.skill_type_id.name,
                "levels": [
                    (level.id, level.name)
                    for level in skill.skill_type_id.skill_level_ids
                ],
                "level": current.get(skill.id, 0),
            }
            for skill in skills
        ]

    def _portal_find_skills(self, text):
        """Return the skills whose name or synonyms hold each word that was typed.

        Accents and capitals do not count. Nothing typed gives the skills of the
        person's trades that they have not chosen yet.
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        words = plain(text[:MAX_WORD]).split()
        found_sudo = self._get_proposed_sudo()
        if words:
            found_sudo = found_sudo.filtered(
                lambda skill: all(word in skill._get_search_text() for word in words)
            )
            found_sudo = found_sudo.sorted(
                lambda skill: not plain(skill.name).startswith(words[0])
            )
        else:
            held = profile_sudo.current_line_ids.skill_id
            found_sudo = profile_sudo.trade_ids.skill_ids - held
        return profile_sudo._get_choices(found_sudo[:MOST_FOUND])

    # -- choosing ---------------------------------------------------------------------

    def _portal_set_levels(self, levels):
        """Give, change or take away skills; return how many changed.

        A changed level closes its row and opens another, dated (R904). Skills that are
        not proposed and levels of another scale are left alone.

        :param dict levels: level number by skill number; 0 takes the skill away
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above: their skills only.
        lines = {line.skill_id.id: line for line in profile_sudo.current_line_ids}
        commands = []
        for skill_sudo in (
            self._get_proposed_sudo() | profile_sudo.skill_line_ids.skill_id
        ):
            if skill_sudo.id in levels:
                line = lines.get(skill_sudo.id)
                command = self._get_command(skill_sudo, line, levels[skill_sudo.id])
                commands += [command] if command else []
        if commands:
            profile_sudo.skill_line_ids = commands
        return len(commands)

    @api.model
    def _get_command(self, skill, line, level_id):
        """Return the command that brings a skill to a level, None if it is there."""
        level = skill.skill_type_id.skill_level_ids.filtered(
            lambda one: one.id == level_id
        )
        if line and not level_id:
            return Command.delete(line.id)
        if not level or (line and line.skill_level_id == level):
            return None
        if line:
            return Command.update(line.id, {"skill_level_id": level.id})
        return Command.create(
            {
                "skill_type_id": skill.skill_type_id.id,
                "skill_id": skill.id,
                "skill_level_id": level.id,
            }
        )

    # -- one skill --------------------------------------------------------------------

    def _portal_get_skill(self, line_id):
        """Return a skill of the person with its history, or None.

        :param int line_id: row of today
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        line_sudo = profile_sudo.current_line_ids.filtered(
            lambda one: one.id == line_id
        )
        if not line_sudo:
            return None
        same_sudo = profile_sudo.skill_line_ids.filtered(
            lambda one: one.skill_id == line_sudo.skill_id
        )
        return {
            **line_sudo._get_row(line_sudo.env["res.partner"]),
            **profile_sudo._get_choices(line_sudo.skill_id)[0],
            "line_id": line_sudo.id,
            "history": [
                {
                    "level": row.skill_level_id.name,
                    "start": format_date(
                        self.env, row.valid_from, date_format="d MMMM y"
                    ),
                    "end": format_date(self.env, row.valid_to, date_format="d MMMM y"),
                    "confirmed_by": row.confirmation_ids.author_id.mapped("name"),
                }
                for row in same_sudo.sorted("valid_from", reverse=True)
            ],
        }

    def _portal_ask_skill(self, text):
        """Ask the adviser for a skill that the list lacks; return issues by field."""
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above.
        words = " ".join(text.split())
        if not words:
            return {"wish": "required"}
        if len(words) > MAX_WORD:
            return {"wish": "too_long"}
        profile_sudo.member_id._remind_staff_sudo(
            profile_sudo.member_id, self.env._("Skill missing in the list: %s", words)
        )
        return {}
