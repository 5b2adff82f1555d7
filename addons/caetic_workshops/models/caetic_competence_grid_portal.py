# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .caetic_competence_line import COMMENT


class CaeticCompetenceGridPortal(models.Model):
    """Self-assessment: the person writes their own side, and nothing else."""

    _inherit = "caetic.competence.grid"

    def _portal_check_own(self):
        """Refuse whoever is not the person.

        :raises AccessError: for others, staff included
        """
        self.ensure_one()
        self.check_access("read")
        # The rule lets staff read too: the login is asked of the person's own file.
        member_sudo = self.member_id.sudo()
        if member_sudo.user_id != self.env.user:
            raise AccessError(self.env._("This grid is somebody else's."))

    def _portal_save(self, levels, comments, is_final):
        """Save the self-assessment, finished or not.

        :param dict levels: value of the scale by number of a line, as typed
        :param dict comments: words by number of a line
        :param bool is_final: the person says that it is finished
        :returns: issues ``{number of a line: code}``; what is right is saved anyway
        :raises UserError: the grid is validated
        """
        self._portal_check_own()
        if self.state == "validated":
            raise UserError(self.env._("This grid is validated: it changes no more."))
        scale = {str(one.value): one.id for one in self._get_scale_sudo()}
        issues = {}
        # Checked just above: lines of their own grid, their own side of them.
        for line_sudo in self.sudo().line_ids:
            values, issue = self._read_answer(
                levels.get(line_sudo.id), comments.get(line_sudo.id), scale
            )
            if values:
                line_sudo.write(values)
            if is_final and not line_sudo.self_level_id:
                issue = issue or "required"
            if issue:
                issues[line_sudo.id] = issue
        if is_final and not issues:
            self._portal_finish_sudo()
        return issues

    def _portal_finish_sudo(self):
        grid_sudo = self.sudo()  # Checked by the caller: their own grid.
        grid_sudo.write(
            {"state": "assessed", "assessed_on": fields.Date.context_today(self)}
        )

    def _read_answer(self, level, comment, scale):
        """Return ``(values, issue)`` of what was typed on a line."""
        values = {}
        if level is not None:
            if level and level not in scale:
                return {}, "unknown"
            values["self_level_id"] = scale.get(level, False)
        if comment is not None:
            if len(comment) > COMMENT:
                return values, "too_long"
            values["self_comment"] = comment or False
        return values, ""

    def _get_scale_sudo(self):
        """Return the scale, which whoever reads a grid may read."""
        levels_sudo = self.env["caetic.competence.level"].sudo()  # Words of the page.
        return levels_sudo.search([("value", ">", 0)])

    def _portal_get_grid(self):
        """Return what the page of a grid shows.

        The adviser's side is shown once the grid is validated: until then nobody
        answers after the other.
        """
        self._portal_check_own()
        grid_sudo = self.sudo()  # Checked just above: their own grid, as it is.
        is_over = self.state == "validated"
        groups = []
        for line_sudo in grid_sudo.line_ids:
            if not groups or groups[-1]["group"] != line_sudo.group_id:
                groups.append({"group": line_sudo.group_id, "lines": []})
            groups[-1]["lines"].append(line_sudo)
        return {
            "groups": groups,
            "scale": self._get_scale_sudo(),
            "is_over": is_over,
            "picture": grid_sudo._get_picture() if is_over else None,
            "modules": grid_sudo._get_proposals() if is_over else [],
        }
