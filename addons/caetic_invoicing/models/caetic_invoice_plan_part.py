# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.engine import RATE, to_decimal

from .. import engine


class CaeticInvoicePlanPart(models.Model):
    """What a plan invoices of one kind of operation, at one VAT rate."""

    _name = "caetic.invoice.plan.part"
    _description = "Part of a plan of invoices"
    _order = "plan_id, id"

    plan_id = fields.Many2one(
        "caetic.invoice.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    product_id = fields.Many2one(
        "product.product", string="Kind of operation", required=True
    )
    untaxed = fields.Monetary(string="Amount (VAT excl.)", required=True)
    rate = fields.Float(string="VAT (%)", digits="Caetic Rate", required=True)

    def _to_engine(self):
        """Return the engine.PlanPart of each part."""
        return [
            engine.PlanPart(
                part.id, to_decimal(part.untaxed), to_decimal(part.rate, RATE)
            )
            for part in self
        ]
