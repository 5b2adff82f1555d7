# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """A document issued by an activity: shares, contract, number."""

    _name = "account.move"
    _inherit = ["account.move", "caetic.approval.mixin"]
    _caetic_refuse_field = "move_ids"

    caetic_refusal_reason = fields.Text(string="Why it was sent back", tracking=True)
    caetic_was_refused = fields.Boolean(
        string="Was sent back", readonly=True, copy=False
    )
    caetic_date_sent = fields.Datetime(
        string="E-mailed on", readonly=True, copy=False, tracking=True
    )
    caetic_send_on_post = fields.Boolean(
        string="E-mail it as soon as posted", copy=False
    )
    caetic_share_ids = fields.One2many(
        "caetic.sale.share", "move_id", string="Shares", copy=False
    )

    @api.depends("move_type")
    def _compute_caetic_approval_state(self):
        return super()._compute_caetic_approval_state()

    def _caetic_issued(self):
        """Sale documents that activities issue."""
        return super()._caetic_issued().filtered(lambda m: m.is_sale_document())

    def _caetic_has_left(self):
        return self.state == "posted"

    def _post(self, soft=True):
        issued = self._caetic_issued()
        issued._caetic_check_contract()
        issued._caetic_take_shares_back()
        issued._caetic_check_excess()
        posted = super()._post(soft=soft)
        done = posted & issued
        done._caetic_make_transfers()
        done._caetic_plan_sending()
        return posted

    def _caetic_check_contract(self):
        """Refuse invoices of an activity that no contract covers (R206).

        Credit notes stay possible: they correct what was issued in time.
        """
        today = fields.Date.context_today(self)
        for move in self.filtered(lambda m: m.move_type == "out_invoice"):
            # The accountant who posts may not read the contracts.
            activity_sudo = move.caetic_activity_id.sudo()
            date = move.invoice_date or today
            if activity_sudo._is_closed(date):
                raise UserError(activity_sudo._get_closed_message(date))

    def _caetic_plan_sending(self):
        """Let Odoo's sending job e-mail the documents once they are committed."""
        wanted = self.filtered(lambda m: m.caetic_send_on_post and m.partner_id.email)
        if not wanted:
            return
        for move in wanted:
            author = move.caetic_activity_id.adviser_id or self.env.user
            move.sending_data = {
                "author_user_id": author.id,
                "author_partner_id": author.partner_id.id,
                "sending_methods": ["email"],
            }
        # The job belongs to the system; posting only wakes it up.
        cron_sudo = self.env.ref("account.ir_cron_account_move_send").sudo()
        cron_sudo._trigger()

    @api.model
    def _cron_account_move_send(self, job_count=10):
        """Let the customer have an issued document at once: a job only queues it."""
        sent = super()._cron_account_move_send(job_count)
        self.env["mail.template"]._caetic_wake_queue()
        return sent

    def _reverse_moves(self, default_values_list=None, cancel=False):
        refunds = super()._reverse_moves(default_values_list, cancel)
        refunds.filtered(lambda m: m.state == "draft")._caetic_take_shares_back()
        return refunds

    def _get_name_invoice_report(self):
        self.ensure_one()
        if self.caetic_activity_id and self.is_sale_document():
            return "caetic_invoicing.report_invoice_document"
        return super()._get_name_invoice_report()

    def _get_mail_template(self):
        if self and all(move.caetic_activity_id for move in self):
            refunds = set(self.mapped("move_type")) == {"out_refund"}
            name = "credit_note" if refunds else "invoice"
            return self.env.ref(f"caetic_invoicing.mail_template_{name}")
        return super()._get_mail_template()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if self.filtered(lambda m: m.caetic_approval_state == "submitted"):
            raise UserError(self.env._("Send the document back before discarding it."))

    def action_activate_currency(self):
        """Refuse whoever may not write the document.

        Odoo shows currencies to all staff from then on, as the superuser, even if the
        document is in euros.
        """
        self.check_access("write")
        return super().action_activate_currency()
