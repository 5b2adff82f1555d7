# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class HrExpense(models.Model):
    """Posted expenses, reimbursed by one SEPA file."""

    _inherit = "hr.expense"

    def action_caetic_sepa(self):
        """Make the order of payment of the debts that no order holds yet.

        :raises UserError: nothing waits, or a bank account is missing
        """
        self.check_access("write")
        orders = self.env["account.payment.order"]
        orders.check_access("create")
        self.account_move_id.lock_for_update()
        items = self._caetic_get_debts()
        if not items:
            raise UserError(
                self.env._("No posted expense waits for an order of payment.")
            )
        self._caetic_check_banks(items)
        today = fields.Date.context_today(self)
        order = orders.create(
            orders._caetic_prepare_transfers(self.company_id[:1], today)
        )
        lines = items.create_payment_line_from_move_line(order)
        lines.write(
            {
                "communication": self.env._("Expenses"),
                "communication_type": "free",
            }
        )
        order.draft2open()
        order.open2generated()
        return {
            "type": "ir.actions.act_window",
            "res_model": order._name,
            "res_id": order.id,
            "view_mode": "form",
        }

    def _caetic_get_debts(self):
        """Return the posted debts of these expenses, neither paid nor ordered."""
        items = self.env["account.move.line"].search(
            [
                ("move_id", "in", self.account_move_id.ids),
                ("display_type", "=", "payment_term"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("balance", "<", 0),
            ]
        )
        return items._caetic_get_unordered()

    def _caetic_check_banks(self, items):
        """Name everybody whose bank account is missing, at once."""
        missing = items.partner_id.filtered(lambda one: not one.bank_ids)
        if missing:
            raise UserError(
                self.env._(
                    "No bank account is known for: %s.",
                    ", ".join(missing.mapped("name")),
                )
            )
