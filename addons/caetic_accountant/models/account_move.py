# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Bills of suppliers, paid by one SEPA file."""

    _inherit = "account.move"

    caetic_owner_ids = fields.Many2many(
        "account.analytic.account",
        string="Activities or structure",
        compute="_compute_caetic_owner_ids",
        groups="account.group_account_readonly",
    )

    @api.depends("line_ids.caetic_analytic_id")
    def _compute_caetic_owner_ids(self):
        for move in self:
            move.caetic_owner_ids = move.line_ids.caetic_analytic_id

    def action_caetic_sepa(self):
        """Make the order of payment of the bills that no order holds yet.

        :raises UserError: nothing waits, or a bank account is missing
        """
        self.check_access("write")
        orders = self.env["account.payment.order"]
        orders.check_access("create")
        self.lock_for_update()
        debts = self._caetic_get_bill_debts()
        if not debts:
            raise UserError(self.env._("No posted bill waits for an order of payment."))
        debts.move_id._caetic_check_banks()
        today = fields.Date.context_today(self)
        order = orders.create(
            orders._caetic_prepare_transfers(self.company_id[:1], today)
        )
        debts.create_payment_line_from_move_line(order)
        order.draft2open()
        order.open2generated()
        return {
            "type": "ir.actions.act_window",
            "res_model": order._name,
            "res_id": order.id,
            "view_mode": "form",
        }

    def _caetic_get_bill_debts(self):
        """Return the debts of these bills, neither paid nor ordered."""
        items = self.env["account.move.line"].search(
            [
                ("move_id", "in", self.ids),
                ("move_id.move_type", "=", "in_invoice"),
                ("display_type", "=", "payment_term"),
                ("parent_state", "=", "posted"),
                ("reconciled", "=", False),
                ("balance", "<", 0),
            ]
        )
        return items._caetic_get_unordered()

    def _caetic_check_banks(self):
        """Name every supplier without a bank account that somebody trusts, at once.

        A changed account number is how suppliers' money is stolen: Odoo asks that
        somebody has checked it ("Send money").
        """
        missing = self.filtered(lambda move: not move._caetic_get_bank())
        if missing:
            raise UserError(
                self.env._(
                    "No checked bank account is known for: %s.",
                    ", ".join(sorted(set(missing.mapped("partner_id.display_name")))),
                )
            )
        for move in self.filtered(lambda move: not move.partner_bank_id):
            move.partner_bank_id = move._caetic_get_bank()

    def _caetic_get_bank(self):
        banks = self.partner_bank_id or self.commercial_partner_id.bank_ids
        return banks.filtered("allow_out_payment")[:1]
