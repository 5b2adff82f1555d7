# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import AccessError, LockError, UserError

from .caetic_attendance_correction import MAX_REASON

COORDINATOR = "caetic_members.caetic_members_group_coordinator"


class CaeticAttendanceCorrect(models.Model):
    """Who may correct an attendance, and how (R306)."""

    _inherit = "caetic.attendance"

    def _correct(self, state, reason):
        """Correct a sealed row.

        The facilitator may until the sheet is closed, coordinators always.

        :param str state: ``present``, ``absent`` or ``excused``
        :param str reason: why; needed
        :returns: caetic.attendance.correction
        :raises AccessError: for anybody else
        :raises UserError: nothing to correct, no reason, a busy row
        """
        self.ensure_one()
        # Facilitators from outside have no right on sessions: checked here.
        row_sudo = self.sudo()
        if not row_sudo._may_correct(self.env.user):
            raise AccessError(
                self.env._(
                    "The facilitator corrects until the sheet is closed; then, a "
                    "coordinator does."
                )
            )
        try:
            row_sudo.lock_for_update(allow_referencing=True)
        except LockError:
            raise UserError(
                self.env._("Somebody is writing this attendance: try again.")
            ) from None
        reason = (reason or "").strip()[:MAX_REASON]
        row_sudo._check_can_correct(state, reason)
        corrections_sudo = row_sudo.correction_ids
        return corrections_sudo._make_sudo(row_sudo, state, reason)

    def _may_correct(self, user):
        """Tell whether a user corrects this row; called in superuser mode."""
        self.ensure_one()
        if user.has_group(COORDINATOR):
            return self.company_id in user.company_ids or not self.company_id
        is_facilitator = self.event_id._caetic_is_run_by(user)
        return is_facilitator and self.slot_id.caetic_sheet_state == "open"

    def _check_can_correct(self, state, reason):
        self.ensure_one()
        if not self.seal:
            raise UserError(
                self.env._("This attendance is not sealed yet: fill it in instead.")
            )
        if state not in ("present", "absent", "excused"):
            raise UserError(self.env._("Choose present, absent or excused."))
        if state == self.state:
            raise UserError(self.env._("This is what the sheet says already."))
        if not reason:
            raise UserError(self.env._("Say why the sheet is corrected."))
