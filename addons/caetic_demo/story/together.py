# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo.addons.caetic_invoicing.engine import (
    ConventionInput,
    InvoiceInput,
    LineInput,
    RecurringInput,
    Rhythm,
    ShareInput,
)

from .work import PRODUCTS


class Together:
    """An invoice that repeats, a share and a convention that wait for an answer."""

    def __init__(self, story):
        self.story = story
        self.env = story.env

    def tell(self):
        self._repeat()
        self._share()
        self._agree()
        self.story.forget_letters("caetic.sale.share")
        self.story.forget_letters("caetic.share.agreement.line")
        self.story.forget_letters("caetic.share.agreement")

    def _bill(self, customer, label, price, shares=()):
        """An invoice of Bruno, as he writes it on the portal."""
        own = self.story.own("razes", "bruno")
        product = self.env.ref(PRODUCTS["service"]).product_variant_id
        move_sudo = own._portal_save_invoice(
            InvoiceInput(
                customer_id=self.story.records[customer].id,
                is_new_customer=False,
                date=None,
                delivery_date=None,
                term_id=0,
                reference="",
                note="",
                send=False,
                lines=(LineInput(0, label, Decimal(1), Decimal(price), product.id),),
                shares=shares,
            )
        )
        move_sudo._caetic_submit()
        return move_sudo

    def _repeat(self):
        """Hosting, issued by itself on the first day of each month to come."""
        move_sudo = self._bill("hotel", "Hébergement et maintenance", 38)
        start = self.story.month(0) + relativedelta(months=1)
        rhythm = Rhythm("month", 1, start)
        typed = RecurringInput("Hébergement de l'hôtel", "auto", rhythm)
        self.story.own("razes", "bruno")._portal_repeat(move_sudo, typed)

    def _share(self):
        """Amélie draws for a customer of Bruno's: she has not answered yet."""
        garrigue = self.story.records["garrigue"].id
        part = ShareInput(0, garrigue, percentage=Decimal(30))
        self._bill("tech", "Habillage de l'application métier", 1500, (part,))

    def _agree(self):
        """Amélie proposes Inès a part of every invoice of this year's labels."""
        infographie = self.story.records["infographie"].id
        own = self.story.own("garrigue", "amelie")
        own._portal_propose_convention(
            ConventionInput(
                name="Étiquettes et plaquettes, à deux",
                start=self.story.today,
                end=self.story.today + relativedelta(years=1),
                parts=(ShareInput(0, infographie, percentage=Decimal(40)),),
            )
        )
