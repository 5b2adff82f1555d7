# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.caetic_members.engine import Flow, to_decimal


class CaeticActivity(models.Model):
    """What suppliers' bills change for an activity: money kept aside, things to do."""

    _inherit = "caetic.activity"

    purchase_pending = fields.Monetary(
        string="Purchases to be approved",
        compute="_compute_purchase_pending",
        compute_sudo=True,
        help="Cost of the bills that were sent and are not posted yet.",
    )

    @api.depends()
    def _compute_purchase_pending(self):
        groups = self.env["account.move.line"]._read_group(
            [
                ("caetic_activity_id", "in", self.ids),
                ("caetic_term", "=", "cost"),
                ("parent_state", "=", "draft"),
                ("move_id.caetic_purchase_state", "=", "submitted"),
                ("move_id.move_type", "=", "in_invoice"),
            ],
            ["caetic_activity_id"],
            ["caetic_amount:sum"],
        )
        sums = {activity.id: -amount for activity, amount in groups}
        for activity in self:
            activity.purchase_pending = sums.get(activity.id, 0)

    def _get_pending_amount(self):
        """What is bought already is not offered as pay (design: payable)."""
        return super()._get_pending_amount() + to_decimal(self.purchase_pending)

    def _get_forecast_sources(self, today, end, delays):
        flows = super()._get_forecast_sources(today, end, delays)
        if self.purchase_pending:
            url = f"/my/activities/{self.id}/purchases"
            cost = -to_decimal(self.purchase_pending)
            label = self.env._("Purchases to be approved")
            flows.append(Flow("asked", label, cost, day=today, url=url))
        return flows

    def _get_why_asked(self):
        rows = super()._get_why_asked()
        if self.purchase_pending:
            url = f"/my/activities/{self.id}/purchases"
            label = self.env._("Purchases to be approved")
            rows.append(self._get_why_row(label, self.purchase_pending, url=url))
        return rows

    def _get_todo_sources(self):
        """Bills that were sent back, or that somebody says are for the activity."""
        return [
            *super()._get_todo_sources(),
            (self._get_purchase_todo, self._sql_purchase_todo()),
        ]

    def _sql_purchase_todo(self):
        return SQL(
            """
            SELECT FROM caetic_purchase_part part
            JOIN account_move move ON move.id = part.move_id
            WHERE part.activity_id = %s AND move.state = 'draft'
            """,
            self.id,
        )

    def _get_purchase_todo(self):
        self.ensure_one()
        titles = {
            "draft": self.env._("Finish your supplier's bill"),
            "refused": self.env._("Correct your supplier's bill"),
            "asked": self.env._("Is this supplier's bill for you?"),
        }
        return [
            {
                "title": f"{titles[kind]} ({move.partner_id.name or '…'})",
                "url": f"/my/activities/{self.id}/purchases/{move.id}",
                "level": "warning" if kind == "refused" else "info",
            }
            for kind, move in self._get_purchase_waiting_sudo()
        ]

    def _get_purchase_waiting_sudo(self):
        """Return ``[(kind, bill)]`` that wait for the person, in superuser mode."""
        # Portal users read no bill of suppliers; the parts say which are theirs.
        parts_sudo = self.env["caetic.purchase.part"].sudo()
        found = parts_sudo.search(
            [
                ("activity_id", "=", self.id),
                ("move_id.state", "=", "draft"),
                "|",
                ("state", "=", "asked"),
                ("move_id.caetic_purchase_state", "in", ("draft", "refused")),
            ],
            order="id desc",
            limit=5,
        )
        return [
            (
                "asked"
                if part.state == "asked"
                else part.move_id.caetic_purchase_state,
                part.move_id,
            )
            for part in found
        ]
