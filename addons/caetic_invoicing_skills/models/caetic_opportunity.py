# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class CaeticOpportunity(models.Model):
    """An opportunity won: one invoice of the lead activity, shared by the team."""

    _inherit = "caetic.opportunity"

    invoice_ids = fields.One2many(
        "account.move", "caetic_opportunity_id", string="Invoices"
    )

    def action_prepare_invoice(self):
        """Open the invoice of the team; made as a draft the first time."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "res_id": self._get_invoice_sudo().id,
            "views": [[False, "form"]],
        }

    def _get_invoice_sudo(self):
        """Return the invoice, in superuser mode; made as a draft the first time.

        :raises UserError: for an opportunity that is not won, or without a lead
        """
        self.ensure_one()
        if self.state != "won":
            raise UserError(self.env._("Only what was won is invoiced."))
        # Neither coordinators nor the lead write invoices: all of it is agreed.
        opportunity_sudo = self.sudo()
        activity_sudo = opportunity_sudo.lead_activity_id
        if not activity_sudo:
            raise UserError(self.env._("No activity leads this team."))
        known = opportunity_sudo.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice" and move.state != "cancel"
        )
        if known:
            return known[:1]
        moves_sudo = activity_sudo._get_documents_sudo()
        move_sudo = moves_sudo.with_context(mail_create_nosubscribe=True).create(
            {
                **opportunity_sudo._prepare_invoice(activity_sudo),
                "journal_id": moves_sudo._get_sale_journal(self.company_id).id,
            }
        )
        return opportunity_sudo._note_quotes(move_sudo)

    def _prepare_invoice(self, activity):
        """Return the values of the draft: one line, the shares of the others."""
        self.ensure_one()
        customer = self._get_invoice_customer(activity)
        line = {
            "product_id": activity._portal_get_kinds()[:1].id,
            "name": self.name,
            "quantity": 1,
            "price_unit": self.amount or self.budget,
            "analytic_distribution": activity._get_distribution(),
        }
        return {
            "move_type": "out_invoice",
            "caetic_activity_id": activity.id,
            "caetic_opportunity_id": self.id,
            "partner_id": customer.id,
            "invoice_payment_term_id": activity._portal_get_default_term().id,
            "invoice_user_id": activity.adviser_id.id,
            "caetic_send_on_post": True,  # As any invoice begun on the portal.
            "invoice_line_ids": [Command.create(line)],
            "caetic_share_ids": [
                Command.create({"activity_id": other.id, "percentage": float(share)})
                for other, share in self._get_shares_of_others(activity).items()
            ],
        }

    def _get_invoice_customer(self, activity):
        """Return the customer as one of the activity's, or nobody yet."""
        own = activity.customer_ids
        (self.partner_id - own).caetic_activity_ids = [Command.link(activity.id)]
        if self.partner_id:
            return self.partner_id
        email = (self.contact_email or "-").lower()
        return own.filtered(lambda one: (one.email or "").lower() == email)[:1]

    def _note_quotes(self, move):
        """Note on the invoice what outsiders will invoice for it; return it."""
        costs = self._get_quotes_words()
        if costs:
            move.message_post(
                body=self.env._("Costs to come, on the quotes of outsiders: %s", costs)
            )
        return move

    # -- portal -----------------------------------------------------------------------

    @api.model
    def _portal_get_page(self, number):
        page = super()._portal_get_page(number)
        if page:
            leads = page["is_lead"] and page["place_state"] == "accepted"
            page["can_invoice"] = leads and page["state"] == "won"
            page["has_invoice"] = bool(self._portal_find_sudo(number).invoice_ids)
        return page

    @api.model
    def _portal_prepare_invoice(self, number):
        """Return the invoice of a team that the user leads, in superuser mode.

        :raises AccessError: for whoever does not lead it
        """
        found_sudo = self._portal_find_sudo(number)
        place_sudo = found_sudo and found_sudo._portal_get_place_sudo()
        if not place_sudo or not place_sudo.is_lead or place_sudo.state != "accepted":
            raise AccessError(self.env._("The lead of the team prepares the invoice."))
        found_sudo.lead_activity_id.with_env(self.env)._portal_check()
        return found_sudo._get_invoice_sudo()
