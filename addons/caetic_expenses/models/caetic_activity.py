# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.caetic_members.engine import Flow, to_decimal

OPEN = ("submitted", "approved")


class CaeticActivity(models.Model):
    _inherit = "caetic.activity"

    expense_ids = fields.One2many(
        "hr.expense",
        "caetic_activity_id",
        string="Expenses",
        groups="base.group_user",
    )
    expense_pending = fields.Monetary(
        string="Expenses asked for",
        compute="_compute_expense_pending",
        compute_sudo=True,
        help="Cost of the expenses that are submitted or approved, and not posted yet.",
    )

    @api.depends("expense_ids.state", "expense_ids.caetic_cost")
    def _compute_expense_pending(self):
        # Whoever reads the activity's account reads what was asked of it.
        expenses_sudo = self.env["hr.expense"].sudo()
        groups = expenses_sudo._read_group(
            [
                ("caetic_activity_id", "in", self.ids),
                "|",
                ("state", "in", OPEN),
                # An entry that was set back to draft counts nowhere else.
                "&",
                ("state", "=", "posted"),
                ("account_move_id.state", "=", "draft"),
            ],
            ["caetic_activity_id"],
            ["caetic_cost:sum"],
        )
        sums = {activity.id: cost for activity, cost in groups}
        for activity in self:
            activity.expense_pending = sums.get(activity.id, 0)

    def _get_pending_amount(self):
        """What is asked for is not offered twice (design: payable)."""
        return super()._get_pending_amount() + to_decimal(self.expense_pending)

    def _get_forecast_sources(self, today, end, delays):
        flows = super()._get_forecast_sources(today, end, delays)
        if self.expense_pending:
            url = f"/my/activities/{self.id}/expenses"
            cost = -to_decimal(self.expense_pending)
            label = self.env._("Expenses asked for")
            flows.append(Flow("asked", label, cost, day=today, url=url))
        return flows

    def _get_why_asked(self):
        rows = super()._get_why_asked()
        if self.expense_pending:
            url = f"/my/activities/{self.id}/expenses"
            label = self.env._("Expenses asked for")
            rows.append(self._get_why_row(label, self.expense_pending, url=url))
        return rows

    def _get_todo_sources(self):
        """Expenses that staff sent back wait for their claimant."""
        return [
            *super()._get_todo_sources(),
            (self._get_expense_todo, self._sql_expense_todo()),
        ]

    def _sql_expense_todo(self):
        return SQL(
            """
            SELECT FROM hr_expense
            WHERE caetic_activity_id = %s AND state = 'refused'
            """,
            self.id,
        )

    def _get_expense_todo(self):
        self.ensure_one()
        if self.env.user not in self._get_member_users_sudo():
            return []
        refused_sudo = self._get_own_expenses_sudo("refused", limit=5)
        return [
            {
                "title": self.env._("Correct your expense: %(name)s", name=one.name),
                "url": one._portal_get_url(),
                "level": "info",
            }
            for one in refused_sudo
        ]

    def _get_member_users_sudo(self):
        # Whether the reader is a member: fellow members are hidden from them.
        return self.sudo().member_ids.user_id
