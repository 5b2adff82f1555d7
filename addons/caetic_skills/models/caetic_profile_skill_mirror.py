# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

# What Odoo's own row of a skill says, by the same names.
MIRRORED = ("skill_type_id", "skill_id", "skill_level_id", "valid_from", "valid_to")


class CaeticProfileSkillMirror(models.Model):
    """Skills of members seen in Odoo's HR: one way, from the profile to the employee.

    Where HR already typed a row for the same skill, that row follows the profile from
    then on: the employee has one level of a skill a day, as Odoo wants it.
    """

    _inherit = "caetic.profile.skill"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._mirror()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if set(MIRRORED) & set(vals):
            self._mirror()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_mirror(self):
        # The row of the employee goes with the one that it repeats.
        lines_sudo = self.sudo()
        lines_sudo.employee_skill_id.unlink()

    def _mirror(self):
        """Write or make the rows of the employees; people outside have none."""
        # Whoever may write a profile need not have a right on HR files.
        lines_sudo = self.sudo().filtered("profile_id.employee_id")
        known_sudo = lines_sudo.filtered("employee_skill_id")
        for values, same_sudo in known_sudo.grouped(self._get_mirror_key).items():
            rows_sudo = same_sudo.employee_skill_id
            if any(self._get_mirror_key(row) != values for row in rows_sudo):
                rows_sudo.write(dict(values))
        missing_sudo = lines_sudo - known_sudo
        if not missing_sudo:
            return
        missing_sudo = missing_sudo._adopt_sudo()
        rows_sudo = missing_sudo.env["hr.employee.skill"].create(
            [
                {
                    "employee_id": line_sudo.profile_id.employee_id.id,
                    **dict(self._get_mirror_key(line_sudo)),
                }
                for line_sudo in missing_sudo
            ]
        )
        for line_sudo, row_sudo in zip(missing_sudo, rows_sudo, strict=True):
            line_sudo.employee_skill_id = row_sudo

    @api.model
    def _get_mirror_key(self, row):
        """Return the values of a row that its mirror repeats, as pairs."""
        return tuple(
            (name, row[name].id if row._fields[name].relational else row[name])
            for name in MIRRORED
        )

    def _adopt_sudo(self):
        """Link rows that HR typed for the same skill; return the lines without one."""
        lines_sudo = self.sudo()  # See _mirror.
        free = lines_sudo._get_free_rows_sudo()
        adopted_sudo, doubles_sudo = lines_sudo.browse(), lines_sudo.employee_skill_id
        for line_sudo in lines_sudo.filtered("is_current"):
            key = (line_sudo.profile_id.employee_id, line_sudo.skill_id)
            found_sudo = free.get(key, doubles_sudo.browse()).filtered(
                lambda row, day=line_sudo.valid_from: (
                    not row.valid_to or row.valid_to >= day
                )
            )
            doubles_sudo |= found_sudo[1:]
            if found_sudo:
                line_sudo.employee_skill_id = found_sudo[:1]
                adopted_sudo |= line_sudo
        doubles_sudo.unlink()
        adopted_sudo._mirror()
        return lines_sudo - adopted_sudo

    def _get_free_rows_sudo(self):
        """Return ``{(employee, skill): rows}`` of HR that repeat no line yet."""
        lines_sudo = self.sudo()  # See _mirror.
        rows_sudo = lines_sudo.env["hr.employee.skill"].search(
            [
                ("employee_id", "in", lines_sudo.profile_id.employee_id.ids),
                ("skill_id", "in", lines_sudo.skill_id.ids),
                ("is_certification", "=", False),
            ]
        )
        linked = [("employee_skill_id", "in", rows_sudo.ids)]
        free_sudo = rows_sudo - lines_sudo.search(linked).employee_skill_id
        return free_sudo.grouped(lambda row: (row.employee_id, row.skill_id))
