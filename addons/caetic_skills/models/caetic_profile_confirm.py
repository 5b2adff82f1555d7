# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError

MAX_NOTE = 200


class CaeticProfileConfirm(models.Model):
    """Colleagues confirm a skill at the level it has today.

    A confirmation hangs on the row of a level: when the level changes the row closes,
    and what was confirmed stays in its history.
    """

    _inherit = "caetic.profile"

    def _portal_get_card(self):
        """Return a colleague's profile in words, for people who may see it.

        :raises AccessError: for people outside the company, or a profile not listed
        """
        profile_sudo = self._portal_check_visible()
        stay_sudo = self._portal_get_hosted().sudo()  # The reader's own stay.
        card = profile_sudo._get_card(stay_sudo)
        return {**card, "can_confirm": profile_sudo.member_id != stay_sudo}

    def _portal_check_visible(self):
        """Return the profile in superuser mode if the user may see it.

        :raises AccessError: for others
        """
        self.ensure_one()
        profile_sudo = self._portal_get_visible(self.id)
        if not profile_sudo:
            raise AccessError(self.env._("This profile is not shown to you."))
        return profile_sudo

    def _portal_confirm(self, line_id, note=""):
        """Confirm a skill of a colleague; return issues by field.

        Done twice, it changes the note only.

        :param int line_id: row of today of the profile
        :raises AccessError: for oneself, and for people who do not see the profile
        """
        profile_sudo, stay_sudo = self._portal_check_colleague()
        line_sudo = profile_sudo.current_line_ids.filtered(
            lambda one: one.id == line_id
        )
        note = " ".join(note.split())
        if not line_sudo:
            return {"": "gone"}
        if len(note) > MAX_NOTE:
            return {"note": "too_long"}
        author_sudo = stay_sudo.partner_id
        row_sudo = line_sudo.confirmation_ids.filtered(
            lambda one: one.author_id == author_sudo
        )
        if row_sudo:
            row_sudo.note = note
        else:
            row_sudo.create(
                {
                    "line_id": line_sudo.id,
                    "author_id": author_sudo.id,
                    "kind": "colleague",
                    "note": note,
                }
            )
        return {}

    def _portal_withdraw(self, line_id):
        """Take back one's own confirmation of a skill of a colleague."""
        profile_sudo, stay_sudo = self._portal_check_colleague()
        lines_sudo = profile_sudo.skill_line_ids.filtered(lambda one: one.id == line_id)
        rows_sudo = lines_sudo.confirmation_ids.filtered(
            lambda one: one.author_id == stay_sudo.partner_id
        )
        rows_sudo.unlink()

    def _portal_check_colleague(self):
        """Return ``(profile, the user's own stay)``, both in superuser mode.

        :raises AccessError: for oneself, and for people who do not see the profile
        """
        profile_sudo = self._portal_check_visible()
        stay_sudo = self._portal_get_hosted().sudo()  # The user's own stay.
        if profile_sudo.partner_id == stay_sudo.partner_id:
            raise AccessError(self.env._("Nobody confirms their own skills."))
        return profile_sudo, stay_sudo
