# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Deposit, stages and balance of a signed quote (R607)."""

    _inherit = "sale.order"

    def _caetic_invoice_stage(self, stage):
        """Return the draft invoice of one payment of the schedule.

        Deposits and stages are Odoo's down payments: account 4191, VAT per rate. The
        balance has all the lines of the quote and deducts them.

        :param stage: caetic.quote.stage of the quote, in superuser mode as the quote is
        :raises UserError: when it may not be invoiced now
        """
        self.ensure_one()
        self._caetic_check_stage(stage)
        order = self.with_company(self.company_id).with_context(
            lang=self.partner_invoice_id.lang or self.env.lang
        )
        if stage.kind == "balance":
            move = order._caetic_make_balance()
        else:
            move = order._caetic_make_deposit(stage)
        move.narration = order._caetic_get_move_note(stage.with_env(order.env))
        stage.move_id = move
        return move

    def _caetic_check_stage(self, stage):
        if self.state != "sale":
            raise UserError(self.env._("Only a signed quote is invoiced."))
        if stage not in self.caetic_stage_ids or stage.move_id:
            raise UserError(self.env._("This payment is already invoiced."))
        drafts = self.caetic_stage_ids.move_id.filtered(lambda m: m.state == "draft")
        if drafts:
            raise UserError(
                self.env._(
                    "Issue the invoice that you have begun, or delete it, before the "
                    "next one."
                )
            )
        if self.caetic_stage_ids.filtered(lambda s: s.kind == "balance").move_id:
            raise UserError(self.env._("The balance is already invoiced."))

    def _caetic_make_deposit(self, stage):
        label = self.env._(
            "%(title)s: %(percentage)s %% of quote %(quote)s",
            title=stage.label or self.env._("Deposit"),
            percentage=stage._get_percentage(),
            quote=self.name,
        )
        wizards = self.env["sale.advance.payment.inv"].with_context(
            caetic_stage_label=label
        )
        wizard = wizards.create(
            {
                "advance_payment_method": "percentage",
                "amount": stage.percentage,
                "sale_order_ids": [Command.set(self.ids)],
            }
        )
        return wizard._create_invoices(self)

    def _caetic_make_balance(self):
        # What was signed is what is invoiced, whatever products say of deliveries.
        self._force_lines_to_invoice_policy_order()
        return self._create_invoices(final=True)

    def _caetic_get_move_note(self, stage):
        """Say on the invoice which quote it comes from, and when it was signed."""
        if not self.signed_on:
            return self.env._("Quote %(quote)s.", quote=self.name)
        day = self.env["ir.qweb.field.date"].value_to_html(self.signed_on, {})
        return self.env._(
            "Quote %(quote)s, signed on %(day)s.", quote=self.name, day=day
        )

    def _prepare_invoice(self):
        """Issue it as any invoice of the activity: journal, adviser, approval."""
        values = super()._prepare_invoice()
        activity = self.caetic_activity_id
        if not activity:
            return values
        journal = self.env["account.move"]._get_sale_journal(self.company_id)
        return {
            **values,
            "caetic_activity_id": activity.id,
            "caetic_quote_id": self.id,
            "caetic_send_on_post": True,  # As any invoice begun on the portal.
            "journal_id": journal.id,
            "invoice_user_id": activity.adviser_id.id,
            "user_id": activity.adviser_id.id,
            "narration": False,
            # The customer's order number, never ours (BT-13); the note names the quote.
            "ref": self.client_order_ref or "",
        }

    # -- an order that ends -----------------------------------------------------------

    def _caetic_get_uncredited(self):
        """Issued invoices that no credit note cancels."""
        posted = self.invoice_ids.filtered(
            lambda m: m.state == "posted" and m.move_type == "out_invoice"
        )
        return posted - posted._portal_get_credited()

    def _action_cancel(self):
        """Ask for credit notes before an order that was invoiced is cancelled."""
        # Whoever cancels, the invoices of the order decide.
        for order_sudo in self.sudo().filtered("caetic_activity_id"):
            moves = order_sudo._caetic_get_uncredited()
            if moves:
                raise UserError(
                    self.env._(
                        "Write the credit note of %(invoices)s first: what was "
                        "invoiced is given back before an order is cancelled.",
                        invoices=", ".join(moves.mapped("name")),
                    )
                )
        return super()._action_cancel()
