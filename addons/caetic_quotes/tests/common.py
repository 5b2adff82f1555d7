# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A cooperative whose entrepreneurs write quotes."""

from decimal import Decimal

from odoo import Command

from odoo.addons.caetic_invoicing.tests.common import InvoicingCommon

from .. import engine


class QuoteCommon(InvoicingCommon):
    @classmethod
    def _quote(cls, lines=None, deposit=30, stages=(), activity=None, **values):
        """A draft: ``lines`` = [(label, quantity, price, product, discount)]."""
        activity = activity or cls.studio
        lines = lines or [("Site web", 1, 1200, cls.kind_service, 0)]
        return (
            cls.env["sale.order"]
            .sudo()
            .create(
                {
                    "partner_id": cls.mairie.id,
                    "caetic_activity_id": activity.id,
                    "require_signature": True,
                    "require_payment": False,
                    "order_line": [
                        Command.create(
                            {
                                "name": label,
                                "product_uom_qty": quantity,
                                "price_unit": price,
                                "product_id": product.id,
                                "discount": discount,
                            }
                        )
                        for label, quantity, price, product, discount in lines
                    ],
                    "caetic_stage_ids": [
                        Command.create(
                            {
                                "sequence": rank,
                                "kind": step.kind,
                                "label": step.label,
                                "percentage": float(step.percentage),
                            }
                        )
                        for rank, step in enumerate(
                            engine.plan(
                                Decimal(str(deposit)),
                                [
                                    (label, Decimal(str(part)), None)
                                    for label, part in stages
                                ],
                            )
                        )
                    ],
                    **values,
                }
            )
        )

    @classmethod
    def _signed(cls, *args, **kwargs):
        quote = cls._quote(*args, **kwargs)
        quote._caetic_open()
        quote._validate_order()
        return quote

    def _invoice_all(self, quote):
        """Issue each payment of the schedule in turn; return the invoices."""
        moves = self.env["account.move"]
        for stage in quote.caetic_stage_ids:
            move = quote._caetic_invoice_stage(stage)
            move.action_post()
            moves |= move
        return moves
