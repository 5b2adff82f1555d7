# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class CaeticActivity(models.Model):
    """Invoices that repeat, from the portal."""

    _inherit = "caetic.activity"

    def _get_recurring_sudo(self):
        """caetic.recurring.invoice in superuser mode, filtered by its callers."""
        # Portal users write nothing by themselves; the callers check membership.
        return self.env["caetic.recurring.invoice"].sudo().with_company(self.company_id)

    def _portal_get_recurring(self, recurring_id=None):
        """Invoices of the activity that repeat, or one of them, in superuser mode."""
        self._portal_check()
        domain = [("activity_id", "=", self.id)]
        if recurring_id is not None:
            domain.append(("id", "=", recurring_id))
        return self._get_recurring_sudo().search(domain)

    def _portal_repeat(self, move, typed):
        """Repeat an issued invoice of the activity, or a draft that becomes a model.

        :param typed: engine.RecurringInput without issues
        :raises UserError: when the document cannot be repeated
        """
        self._portal_check()
        self._portal_check_present()
        if not move._portal_may_repeat():
            raise UserError(self.env._("This document cannot be repeated."))
        rhythm = typed.rhythm
        return self._get_recurring_sudo().create(
            {
                "name": typed.name,
                "activity_id": self.id,
                "source_id": move.id,
                "mode": typed.mode,
                "unit": rhythm.unit,
                "day": rhythm.day,
                "date_start": rhythm.start,
                "date_end": rhythm.end,
                "count": rhythm.count or 0,
            }
        )

    def _get_todo_sources(self):
        """Drafts of invoices that repeat wait to be read; a pause is explained."""
        return [
            *super()._get_todo_sources(),
            (self._get_recurring_todo, self._sql_recurring_todo()),
        ]

    def _sql_recurring_todo(self):
        return SQL(
            """
            SELECT FROM caetic_recurring_invoice recurring
            JOIN caetic_recurring_period period ON period.recurring_id = recurring.id
            JOIN account_move move ON move.id = period.move_id
            WHERE recurring.activity_id = %s AND move.caetic_approval_state = 'draft'
            """,
            self.id,
        )

    def _get_recurring_todo(self):
        self.ensure_one()
        # The page of a member of the activity, checked by its caller.
        periods_sudo = self.env["caetic.recurring.period"].sudo()
        waiting_sudo = periods_sudo.search(
            [
                ("recurring_id.activity_id", "=", self.id),
                ("move_id.caetic_approval_state", "=", "draft"),
            ],
            limit=5,
        )
        return [
            {
                "title": self.env._(
                    "Read and issue “%(name)s” for %(customer)s",
                    name=one.recurring_id.name,
                    customer=one.move_id.partner_id.name,
                ),
                "url": f"/my/activities/{self.id}/invoices/{one.move_id.id}",
                "level": "info",
            }
            for one in waiting_sudo
        ]
