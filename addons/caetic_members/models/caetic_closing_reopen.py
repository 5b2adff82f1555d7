# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .caetic_closing import BATCH_SIZE

ACCOUNTANT = "caetic_members.caetic_members_group_accountant"


class CaeticClosing(models.Model):
    """A posted month: locked, and reopened by reversal, never by deletion."""

    _inherit = "caetic.closing"

    state = fields.Selection(
        selection_add=[("reopening", "Being reopened")],
        ondelete={"reopening": "set default"},
    )
    is_locked = fields.Boolean(string="Locked", compute="_compute_is_locked")
    reopen_reason = fields.Char(string="Why it is reopened", copy=False)

    @api.depends("date", "company_id.fiscalyear_lock_date")
    def _compute_is_locked(self):
        for closing in self:
            locked = closing.company_id.fiscalyear_lock_date
            closing.is_locked = bool(locked and locked >= closing.date)

    # -- lock -------------------------------------------------------------------------

    def action_lock(self):
        """Let nobody post or change an entry dated in the month, or before (R433).

        :raises RedirectWarning: by Odoo, when entries of the months are not posted
        """
        self.ensure_one()
        if self.state != "posted":
            raise UserError(self.env._("A month is locked once it is posted."))
        self._set_lock_sudo(self.date)

    def action_unlock(self):
        """Take back the lock of the last month that is locked."""
        self.ensure_one()
        if self.company_id.fiscalyear_lock_date != self.date:
            raise UserError(self.env._("A later month is locked: unlock it first."))
        self._set_lock_sudo(self.date.replace(day=1) - relativedelta(days=1))

    def _set_lock_sudo(self, date):
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(self.env._("Only an accountant locks a month."))
        # Accountants may not write companies: this date, and nothing else.
        company_sudo = self.company_id.sudo()
        company_sudo.fiscalyear_lock_date = date

    # -- reopen -----------------------------------------------------------------------

    def action_reopen(self):
        """Reverse what the close has posted, so that the month is computed again.

        Killed at any point, it resumes: each slice of activities is saved by itself.
        """
        self.ensure_one()
        self._check_reopen()
        self.state = "reopening"
        self._run_batches(
            self._find_lines("posted"),
            self._reopen_batch,
            BATCH_SIZE,
            done=self._finish_reopen,
        )

    def _finish_reopen(self):
        self.message_post(
            body=self.env._("Reopened: %(reason)s", reason=self.reopen_reason)
        )
        self.write({"state": "computed", "reopen_reason": False})

    def _check_reopen(self):
        if self.state not in ("posting", "posted", "reopening"):
            raise UserError(self.env._("This month is not posted."))
        later = self.search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("date", ">", self.date),
                ("state", "not in", ("draft", "computed")),
            ],
            limit=1,
        )
        if later:
            raise UserError(self.env._("A later month is posted: reopen it first."))
        if self.is_locked:
            raise UserError(self.env._("This month is locked: unlock it first."))
        if not self.reopen_reason:
            raise UserError(self.env._("Say why this month is reopened."))

    def _reopen_batch(self, lines):
        lines._reverse_entries()
