# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

from odoo.addons.caetic_invoicing.engine import Issue, with_customer
from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticActivity(models.Model):
    """The form of a quote: what it offers, checks, writes and reads back."""

    _inherit = "caetic.activity"

    # -- the form ---------------------------------------------------------------------

    def _portal_get_quote_form(self, quote=None, customer_id=None):
        """Return the texts of the fields of a form, of a quote or of a new one."""
        form = self._portal_get_form(None, customer_id)
        if quote:
            lines = quote._caetic_get_printed_lines()
            rows = ("line-", "share-")
            form = {key: text for key, text in form.items() if not key.startswith(rows)}
            return {
                **form,
                **self._prepare_quote_head(quote),
                **self._prepare_line_rows(lines),
                **self._prepare_share_rows(quote),
                **self._prepare_stage_rows(quote),
            }
        days = self.company_id.quotation_validity_days
        today = fields.Date.context_today(self)
        return {
            **form,
            "validity": str(fields.Date.add(today, days=days)) if days else "",
            "conditions": self.quote_conditions or "",
        }

    def _prepare_quote_head(self, quote):
        deposit = quote.caetic_stage_ids.filtered(lambda s: s.kind == "deposit")
        return {
            "customer": str(quote.partner_id.id),
            "term": str(quote.payment_term_id.id or ""),
            "reference": quote.client_order_ref or "",
            "note": quote._portal_get_note(),
            "send": "1" if quote.caetic_send_on_approval else "",
            "validity": str(quote.validity_date or ""),
            "conditions": quote.caetic_conditions or "",
            "pay_online": "1" if quote.require_payment else "",
            "deposit": self._format_number(deposit.percentage) if deposit else "",
        }

    def _prepare_stage_rows(self, quote):
        """The schedule as it was typed: a balance alone was not."""
        stages = quote.caetic_stage_ids.filtered(lambda s: s.kind != "deposit")
        if len(stages) == 1 and not stages.label:
            return {}
        form = {}
        for row, stage in enumerate(stages):
            form[f"stage-{row}-label"] = stage.label or ""
            form[f"stage-{row}-percentage"] = self._format_number(stage.percentage)
            form[f"stage-{row}-date"] = str(stage.date or "")
        return form

    def _prepare_line_row(self, line):
        """Lines of quotes have the fields of those of invoices, but one name."""
        if line._name == "sale.order.line":
            line = line._caetic_as_invoice_line_sudo()
        return super()._prepare_line_row(line)

    # -- what was typed ---------------------------------------------------------------

    def _portal_check_quote(self, document, quote):
        """Return the issues of a quote that only the database knows.

        :param document: caetic_invoicing InvoiceInput: customer, lines, term
        :param quote: engine.QuoteInput
        """
        issues = self._portal_check_invoice(document)
        today = fields.Date.context_today(self)
        if quote.validity and quote.validity < today:
            issues.append(Issue("validity", "past"))
        if quote.pay_online and not self._portal_can_pay_online():
            issues.append(Issue("pay_online", "unknown"))
        elif quote.pay_online and not quote.deposit:
            issues.append(Issue("deposit", "required"))
        return issues

    def _portal_can_pay_online(self):
        """Tell whether the cooperative has a way to be paid on its pages."""
        self._portal_check()
        return self.company_id._caetic_is_paid_online()

    def _portal_save_quote(self, document, quote, customer=None, order=None):
        """Write a draft quote of the activity: the new customer if any, then it.

        :param document: caetic_invoicing InvoiceInput without issues
        :param quote: engine.QuoteInput without issues
        :param order: sale.order of the activity to change, or nothing
        :returns: the draft in superuser mode
        """
        self._portal_check()
        self._portal_check_present()
        if customer:
            partner = self._portal_save_customer(customer)
            document = with_customer(document, partner.id)
        values = self._prepare_quote(document, quote)
        if order:
            own = self._portal_get_quote(order.id)
            own._caetic_check_editable()
            agreed = own.caetic_share_ids._get_agreed()
            own.write(
                {
                    **values,
                    "order_line": [Command.clear(), *values["order_line"]],
                    "caetic_stage_ids": [
                        Command.clear(),
                        *values["caetic_stage_ids"],
                    ],
                }
            )
            self._save_shares(own, document, agreed)
            return own
        orders_sudo = self._get_quotes_sudo()
        draft_sudo = orders_sudo.with_context(mail_create_nosubscribe=True).create(
            {
                **values,
                "caetic_activity_id": self.id,
                "company_id": self.company_id.id,
            }
        )
        self._save_shares(draft_sudo, document)
        return draft_sudo

    def _prepare_quote(self, document, quote):
        """Values of a draft: tax, journal, price list and analytic are never typed."""
        customer = self._portal_get_customer(document.customer_id)
        if not customer:
            raise UserError(self.env._("Choose a customer of your list."))
        term = self._portal_get_terms().filtered(lambda t: t.id == document.term_id)
        return {
            "partner_id": customer.id,
            "partner_invoice_id": customer.id,
            "partner_shipping_id": customer.id,
            "pricelist_id": False,
            "user_id": False,
            "payment_term_id": (term or self._portal_get_default_term()).id,
            "client_order_ref": document.reference or False,
            "note": plaintext2html(document.note) if document.note else False,
            "validity_date": quote.validity or False,
            "require_signature": True,
            "require_payment": quote.pay_online,
            "prepayment_percent": float(quote.deposit / 100) or 1.0,
            "caetic_conditions": quote.conditions or False,
            "caetic_send_on_approval": document.send,
            "order_line": self._prepare_quote_lines(document.lines),
            "caetic_stage_ids": self._prepare_stages(quote),
        }

    def _prepare_quote_lines(self, lines):
        """Commands of the lines of a quote, from those of an invoice."""
        return [
            Command.create(self._prepare_quote_line(values))
            for _command, _id, values in self._prepare_lines(lines)
        ]

    def _prepare_quote_line(self, values):
        renamed = {"quantity": "product_uom_qty"}
        return {renamed.get(name, name): value for name, value in values.items()}

    def _prepare_stages(self, quote):
        stages = [(one.label, one.percentage, one.date) for one in quote.stages]
        return [
            Command.create(
                {
                    "sequence": rank,
                    "kind": step.kind,
                    "label": step.label or False,
                    "percentage": step.percentage,
                    "date": step.date or False,
                }
            )
            for rank, step in enumerate(engine.plan(quote.deposit, stages), 1)
        ]

    def _portal_get_schedule(self, quote, total):
        """Return ``[(step, amount VAT incl.)]`` of what is being typed."""
        stages = [(one.label, one.percentage, one.date) for one in quote.stages]
        steps = engine.plan(quote.deposit, stages)
        if sum(step.percentage for step in steps) != engine.HUNDRED:
            return []
        amounts = engine.split(to_decimal(total), [s.percentage for s in steps])
        return list(zip(steps, amounts, strict=True))
