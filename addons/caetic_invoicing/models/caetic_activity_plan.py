# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL

from .. import engine


class CaeticActivity(models.Model):
    """Plans of invoices, from the portal."""

    _inherit = "caetic.activity"

    def _get_plans_sudo(self):
        """caetic.invoice.plan in superuser mode, for reads filtered by activity."""
        # Portal users write nothing by themselves; the callers check membership.
        return self.env["caetic.invoice.plan"].sudo().with_company(self.company_id)

    def _portal_get_invoice_plans(self):
        """Plans of the activity, newest first, in superuser mode."""
        self._portal_check()
        return self._get_plans_sudo().search([("activity_id", "=", self.id)])

    def _portal_get_invoice_plan(self, plan_id):
        """One plan of the activity, in superuser mode, or an empty record."""
        self._portal_check()
        return self._get_plans_sudo().search(
            [("activity_id", "=", self.id), ("id", "=", plan_id)], limit=1
        )

    def _portal_get_parts(self, move):
        """Return the engine.PlanPart of a draft, numbered from zero."""
        self._portal_check()
        return [
            engine.PlanPart(rank, values["untaxed"], engine.to_rate(values["rate"]))
            for rank, values in enumerate(move._caetic_prepare_parts())
        ]

    def _portal_make_plan(self, move, typed):
        """Write the plan of a draft of the activity.

        :param typed: engine.PlanInput without issues
        """
        self._portal_check()
        self._portal_check_present()
        move._caetic_check_editable()
        return self._get_plans_sudo()._make(move, typed)

    def _get_todo_sources(self):
        """Stages whose day has come wait for their invoice."""
        return [
            *super()._get_todo_sources(),
            (self._get_plan_todo, self._sql_plan_todo()),
        ]

    def _sql_plan_todo(self):
        return SQL(
            """
            SELECT FROM caetic_invoice_plan plan
            JOIN caetic_invoice_plan_line stage ON stage.plan_id = plan.id
            WHERE plan.activity_id = %s AND stage.move_id IS NULL AND stage.date <= %s
            """,
            self.id,
            fields.Date.context_today(self),
        )

    def _get_plan_todo(self):
        self.ensure_one()
        # The page of a member of the activity, checked by its caller.
        lines_sudo = self.env["caetic.invoice.plan.line"].sudo()
        due_sudo = lines_sudo.search(
            [
                ("plan_id.activity_id", "=", self.id),
                ("move_id", "=", False),
                ("date", "<=", fields.Date.context_today(self)),
            ],
            limit=5,
        )
        return [
            {
                "title": self.env._(
                    "Invoice “%(stage)s” to %(customer)s",
                    stage=line.label,
                    customer=line.plan_id.partner_id.name,
                ),
                "url": f"/my/activities/{self.id}/plans/{line.plan_id.id}",
                "level": "info",
            }
            for line in due_sudo
        ]
