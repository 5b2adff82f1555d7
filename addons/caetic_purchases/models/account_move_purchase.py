# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import logging

from psycopg2 import DataError, IntegrityError

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import RATE, to_decimal

_logger = logging.getLogger(__name__)
EDITABLE = ("draft", "refused")
# What Odoo's readers raise on a document that is not as they expect: amounts and dates
# that are none, elements that miss or have no text, values that no field holds.
UNREADABLE = (
    UserError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    DataError,
    IntegrityError,
)


class AccountMove(models.Model):
    """A supplier's bill as the portal shows and changes it.

    The methods named ``_portal_*`` are called on records that
    ``caetic.activity._portal_get_purchase`` gave: membership is checked there.
    """

    _inherit = "account.move"

    def _caetic_prepare_kind(self, product, rate):
        """Return account and tax of a line, by kind of purchase and rate of VAT.

        ``with_vat`` tells that the VAT is part of the price: it cannot be deducted. A
        supplier abroad charges none: the tax of its fiscal position is proposed.
        """
        company = self.company_id or self.env.company
        kind = product.with_company(company)
        accounts = kind.product_tmpl_id.get_product_accounts(self.fiscal_position_id)
        deductible = kind.caetic_vat_deductible
        tax = company._caetic_get_purchase_tax(kind, rate)
        if not rate and self.fiscal_position_id:
            tax = company._caetic_get_reverse_tax(kind, self.fiscal_position_id)
        return {
            "product_id": kind.id,
            "account_id": accounts["expense"].id,
            "tax_ids": [(6, 0, tax.ids if deductible else [])],
            "with_vat": not deductible,
        }

    # -- states in the words of entrepreneurs -----------------------------------------

    def _portal_get_purchase_states(self, activity):
        """Return ``{move_id: code}``: what is with each bill, for an activity.

        Codes: draft, refused, to_agree, contested, waiting, to_pay, to_reimburse, paid,
        credit.
        """
        debts = self.caetic_settlement_id._caetic_get_debts()
        open_debts = debts.filtered(lambda line: not line.reconciled)
        owed = open_debts.move_id
        return {
            move.id: move._portal_get_purchase_state(activity, owed) for move in self
        }

    def _portal_get_purchase_state(self, activity, owed):
        self.ensure_one()
        if self.state == "posted":
            return self._portal_get_posted_state(owed)
        if self.caetic_purchase_state in EDITABLE:
            return self.caetic_purchase_state
        part = self.caetic_part_ids.filtered(lambda p: p.activity_id == activity)
        answers = {"asked": "to_agree", "contested": "contested"}
        return answers.get(part.state, "waiting")

    def _portal_get_posted_state(self, owed):
        if self.caetic_settlement_id:
            return "to_reimburse" if self.caetic_settlement_id in owed else "paid"
        if self.payment_state in ("paid", "in_payment", "reversed"):
            return "paid"
        return "credit" if self.move_type == "in_refund" else "to_pay"

    def _portal_is_purchase_editable(self):
        self.ensure_one()
        return self.state == "draft" and self.caetic_purchase_state in EDITABLE

    def _portal_check_purchase_editable(self):
        """Refuse to change a bill that staff have.

        :raises UserError: for one that was submitted or posted
        """
        if not self._portal_is_purchase_editable():
            raise UserError(self.env._("This bill can no longer be changed."))

    # -- acts -------------------------------------------------------------------------

    def _portal_submit_purchase(self):
        """Hand the bill to staff.

        :raises UserError: when something is missing
        """
        self.ensure_one()
        self._portal_check_purchase_editable()
        if not (
            self.partner_id and self.ref and self.invoice_date and self.amount_total
        ):
            raise UserError(
                self.env._("Fill in the supplier, the date and the amounts.")
            )
        self._caetic_sync_parts()
        self.write(
            {
                "caetic_purchase_state": "submitted",
                "caetic_purchase_date": fields.Datetime.now(),
                "caetic_purchase_refusal": False,
            }
        )

    def _portal_get_file(self):
        """The document as it was received: ir.attachment, or an empty record."""
        self.ensure_one()
        files = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "account.move"),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
            ],
            order="id",
        )
        main = self.message_main_attachment_id
        return main if main in files else files[:1]

    # -- electronic documents ---------------------------------------------------------

    def _caetic_read_document(self, attachment):
        """Fill a draft from a Factur-X, CII or UBL document by Odoo's own readers.

        What cannot be read is typed by the person: it is no error.
        """
        self.ensure_one()
        files = self._to_files_data(attachment)
        files.extend(self._unwrap_attachments(files))
        for file in files:
            info = self._get_edi_decoder(file, new=True)
            if not info or not info.get("priority"):
                continue
            try:
                with self.env.cr.savepoint():
                    info["decoder"](self, file, True)
            except UNREADABLE:
                # A document is anybody's: whatever it holds, the draft stands.
                _logger.info("Bill %s was not read", self.id, exc_info=True)
                self.invalidate_recordset()
            return

    def _portal_read_lines(self):
        """Return what a document says: label, rate, untaxed and VAT of each rate.

        :returns: list of dicts of texts, empty for amounts that are not in euros
        """
        self.ensure_one()
        if self.currency_id != self.company_currency_id:
            return []
        vat = self._caetic_get_vat()
        rows = {}
        for line in self._caetic_get_bill_lines():
            rate = to_decimal(sum(line.tax_ids.mapped("amount")), RATE)
            row = rows.setdefault(rate, {"label": line.name or "", "untaxed": 0})
            row["untaxed"] += to_decimal(line.price_subtotal)
        return [
            {
                "label": row["label"][:256],
                "rate": f"{rate.normalize():f}",
                "untaxed": _write(row["untaxed"]),
                "vat": _write(vat.get(rate, 0)),
            }
            for rate, row in rows.items()
            if row["untaxed"] > 0
        ]


def _write(amount):
    """An amount as a French hand types it."""
    return f"{amount:.2f}".replace(".", ",")
