# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError

SALARY = "SALA"


class HrPayslipRun(models.Model):
    """Net pay of a month, paid by one SEPA file."""

    _inherit = "hr.payslip.run"

    def action_caetic_sepa(self):
        """Make the order of payment of the nets that no order holds yet."""
        self.ensure_one()
        self.check_access("write")
        self._lock()
        items_sudo = self._get_nets_sudo()
        if not items_sudo:
            raise UserError(self.env._("No net pay waits for an order of payment."))
        self._check_banks(items_sudo)
        # Whoever prepares the pay orders these payments, and no other.
        orders_sudo = self.env["account.payment.order"].sudo()
        order_sudo = orders_sudo.create(
            orders_sudo._caetic_prepare_transfers(
                self.company_id, self._get_payment_day()
            )
        )
        lines_sudo = items_sudo.create_payment_line_from_move_line(order_sudo)
        lines_sudo.write(
            {
                "communication": self._get_communication(),
                "communication_type": "free",
                "category_purpose": SALARY,
            }
        )
        order_sudo.draft2open()
        order_sudo.open2generated()
        return self._open_order(order_sudo)

    def _get_nets_sudo(self):
        """Return the posted items of net pay that are neither paid nor ordered."""
        slips = self.slip_ids.filtered(
            lambda slip: slip.state == "done" and not slip.refunded_id
        )
        # Items of the entries of these payslips, which the user may validate.
        lines_sudo = self.env["account.move.line"].sudo()
        items_sudo = lines_sudo.search(
            [
                ("move_id.caetic_payslip_id", "in", slips.ids),
                ("account_id", "=", self.company_id.caetic_net_account_id.id),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("balance", "<", 0),
            ]
        )
        return items_sudo._caetic_get_unordered()

    def _check_banks(self, items_sudo):
        """Name everybody whose bank account is missing, at once."""
        missing = items_sudo.partner_id.filtered(lambda one: not one.bank_ids)
        if missing:
            raise UserError(
                self.env._(
                    "No bank account is known for: %s.",
                    ", ".join(missing.mapped("name")),
                )
            )

    def _get_payment_day(self):
        """The day of pay, or today once it is past."""
        today = self.env["caetic.archive.mixin"]._get_today()
        return max(self.slip_ids[:1].caetic_pay_date, today)

    def _get_communication(self):
        return self.env._("Pay %(month)s", month=self.date_start.strftime("%m/%Y"))

    def _open_order(self, order_sudo):
        """Open the order, or its file alone for whoever keeps no accounts."""
        order = self.env["account.payment.order"].browse(order_sudo.id)
        if order.has_access("read"):
            return {
                "type": "ir.actions.act_window",
                "res_model": order._name,
                "res_id": order.id,
                "view_mode": "form",
            }
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "The order of payment %s is ready for the accountant.",
                    order_sudo.name,
                ),
            },
        }
