# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode
from datetime import timedelta
from decimal import Decimal

from odoo import fields

from odoo.addons.caetic_invoicing.engine import InvoiceInput, LineInput
from odoo.addons.caetic_quotes.engine import QuoteInput

from .source import rows, signature
from .work import PRODUCTS


class Quotes:
    """A quote of each kind: written, waiting, sent, signed, refused."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        fates = {
            "sent": self._tell_sent,
            "lost": self._tell_lost,
            "signed": self._tell_signed,
        }
        for row in rows("quotes"):
            order_sudo = self._write(row)  # As the page of who writes it has it.
            self.story.keep(row["key"], order_sudo.with_env(self.env))
            if row["fate"] != "draft":
                order_sudo._caetic_submit()
            # Others wait for staff: above what the activity sends alone.
            if row["fate"] in fates:
                fates[row["fate"]](order_sudo, row)
        self.story.forget_letters("sale.order")

    def _write(self, row):
        own = self.story.own(row["activity"], row["login"])
        product = self.env.ref(PRODUCTS["service"]).product_variant_id
        line = LineInput(
            0, row["label"], Decimal(row["quantity"]), Decimal(row["price"]), product.id
        )
        return own._portal_save_quote(
            InvoiceInput(
                customer_id=self.story.records[row["customer"]].id,
                is_new_customer=False,
                date=None,
                delivery_date=None,
                term_id=0,
                reference="",
                note="",
                # No server runs here that would print it.
                send=False,
                lines=(line,),
                shares=(),
            ),
            QuoteInput(
                validity=self.story.today + timedelta(days=int(row["valid_days"])),
                deposit=Decimal(row["deposit"]),
                pay_online=False,
                conditions=row["conditions"],
                stages=(),
            ),
        )

    def _tell_sent(self, order_sudo, _row):
        order_sudo.caetic_date_sent = fields.Datetime.now()

    def _tell_lost(self, order_sudo, row):
        self._tell_sent(order_sudo, row)
        order_sudo._portal_lose(row["reason"])

    def _tell_signed(self, order_sudo, row):
        """Signed by the customer; the deposit is issued and paid."""
        self._tell_sent(order_sudo, row)
        order_sudo.write(
            {
                "signed_by": row["signer"],
                "signed_on": fields.Datetime.now(),
                "signature": b64encode(signature(row["signer"])),
            }
        )
        order_sudo.with_env(self.env).action_confirm()
        [deposit, _balance] = order_sudo.caetic_stage_ids
        move_sudo = order_sudo._portal_invoice(deposit.id)
        move_sudo._caetic_submit()
        wizards = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move_sudo.ids
        )
        wizards.create({"payment_date": self.story.today})._create_payments()
