# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import engine

TODO_SIZE = 3
# What tells whose next reminder may leave.
LATE_FIELDS = (
    "caetic_activity_id",
    "caetic_no_reminder",
    "company_id",
    "invoice_date_due",
    "partner_id",
)
READ_SIZE = 30


class CaeticActivity(models.Model):
    """Reminders and disputes, as the members of an activity handle them."""

    _inherit = "caetic.activity"

    def _portal_get_reminder(self, move):
        """Return what the page of reminders of a document shows.

        :param move: as returned by ``_portal_get_document``
        :returns: dict: refusal (text), level and date of the next one, history,
            disputes, dispute (the open one)
        """
        self._portal_check()
        level, day = move._caetic_get_steps().get(move, (None, None))
        return {
            "refusal": move._caetic_get_reminder_refusal(),
            "level": level,
            "date": day,
            "history": move.caetic_reminder_ids,
            "disputes": move.caetic_dispute_ids,
            "dispute": move._caetic_get_open_dispute(),
            "stopped": move.caetic_no_reminder,
        }

    def _portal_preview_reminder(self, move, reminder):
        """Return the e-mail as the customer will read it, HTML.

        :param reminder: engine.ReminderInput
        """
        self._portal_check()
        level, _day = move._caetic_get_steps().get(move, (None, None))
        if not level or level.kind != "mail":
            return ""
        template = level.template_id._caetic_with_reminder(move, reminder)
        return template._render_field("body_html", move.ids)[move.id]

    def _portal_remind(self, move, reminder):
        """Send the next reminder of a document.

        :param reminder: engine.ReminderInput
        :raises UserError: when none may leave
        """
        self._portal_check()
        self._portal_check_present()
        level, _day = move._caetic_get_steps().get(move, (None, None))
        if not level:
            raise UserError(self.env._("This reminder has already been sent."))
        return self.env["caetic.reminder"]._remind(move, level, reminder)

    def _portal_stop_reminders(self, move, stopped):
        """Stop or resume the reminders of a document."""
        self._portal_check()
        self._portal_check_present()
        move.caetic_no_reminder = bool(stopped)

    def _portal_open_dispute(self, move, reason):
        """Note that the customer contests a document.

        :param str reason: what the customer says, checked by the engine
        """
        self._portal_check()
        self._portal_check_present()
        if move._caetic_get_open_dispute():
            raise UserError(self.env._("A dispute is already open on this document."))
        # Portal users create nothing by themselves: this row only, of their document.
        disputes_sudo = self.env["caetic.dispute"].sudo()
        return disputes_sudo.create(
            {"move_id": move.id, "reason": reason, "user_id": self.env.uid}
        )

    def _portal_close_dispute(self, move, outcome, note):
        """Close the open dispute of a document.

        :param str outcome: one of the outcomes of ``caetic.dispute``
        :param str note: how it ended
        """
        self._portal_check()
        self._portal_check_present()
        dispute_sudo = move._caetic_get_open_dispute()
        if not dispute_sudo:
            raise UserError(self.env._("No dispute is open on this document."))
        dispute_sudo._close(outcome, note)

    # -- home --------------------------------------------------------------------------

    def _get_todo_sources(self):
        """Late documents whose next reminder may leave."""
        return [
            *super()._get_todo_sources(),
            (self._get_late_todo, self._sql_late_todo()),
        ]

    def _sql_late_todo(self):
        return SQL(
            """
            SELECT FROM (%s) item JOIN account_move move ON move.id = item.move_id
            WHERE move.caetic_activity_id = %s AND move.invoice_date_due < %s
            """,
            self.env["caetic.availability"]._sql_pending(self),
            self.id,
            fields.Date.context_today(self),
        )

    def _get_late_todo(self):
        self.ensure_one()
        today = fields.Date.context_today(self)
        reader = self.env["caetic.availability"]
        moves_sudo = reader._get_pending_moves_sudo(
            self, READ_SIZE, LATE_FIELDS
        ).filtered(
            lambda move: (
                move.caetic_activity_id == self
                and not move.caetic_no_reminder
                and engine.days_late(move.invoice_date_due, today)
            )
        )
        disputes_sudo = moves_sudo.caetic_dispute_ids
        disputed = disputes_sudo.filtered(lambda one: one.state == "open").move_id
        steps = (moves_sudo - disputed)._caetic_get_steps()
        due = [move for move, (_level, day) in steps.items() if day <= today]
        return [self._prepare_late_todo(move, today) for move in due[:TODO_SIZE]]

    def _prepare_late_todo(self, move, today):
        days = engine.days_late(move.invoice_date_due, today)
        late = self.env._("%(days)s days late", days=days)
        if days == 1:
            late = self.env._("1 day late")
        return {
            "title": self.env._(
                "Remind %(customer)s (%(late)s)",
                customer=move.partner_id.name,
                late=late,
            ),
            "url": f"/my/activities/{self.id}/invoices/{move.id}/reminders",
            "level": "danger",
        }
