# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import Command, api, fields, models


class CaeticInvoicePlanLine(models.Model):
    """One time of a plan: what it asks for, when, and its invoice once written."""

    _name = "caetic.invoice.plan.line"
    _description = "Stage of a plan of invoices"
    _order = "plan_id, sequence, id"
    _rec_name = "label"

    plan_id = fields.Many2one(
        "caetic.invoice.plan", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="plan_id.company_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    sequence = fields.Integer()
    label = fields.Char(required=True)
    percentage = fields.Float(
        digits="Caetic Rate",
        help="Of the whole; by progress: reached with this invoice.",
    )
    is_balance = fields.Boolean(string="Takes the rest")
    date = fields.Date(string="Planned on")
    milestone = fields.Char()
    amounts = fields.Json(
        string="Amounts by part", readonly=True, help="EUR without VAT, as text."
    )
    amount_untaxed = fields.Monetary(
        string="Amount (VAT excl.)", compute="_compute_amount_untaxed", store=True
    )
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
    )

    _move_uniq = models.UniqueIndex(
        "(move_id) WHERE move_id IS NOT NULL", "An invoice is of one stage."
    )

    @api.depends("amounts")
    def _compute_amount_untaxed(self):
        for line in self:
            line.amount_untaxed = sum(line._get_amounts().values(), Decimal(0))

    def _get_amounts(self):
        """Return ``{part id: EUR without VAT}`` as Decimals."""
        self.ensure_one()
        return {int(key): Decimal(one) for key, one in (self.amounts or {}).items()}

    def _make_invoice(self):
        """Write the draft invoice of the stage, with the shares that were agreed."""
        self.ensure_one()
        source = self.plan_id.source_id
        amounts = self._get_amounts()
        move = source.with_context(mail_create_nosubscribe=True).create(
            {
                **source._caetic_prepare_stage(),
                "invoice_line_ids": [
                    Command.create(self._prepare_line(part, amounts[part.id]))
                    for part in self.plan_id.part_ids
                    if amounts.get(part.id)
                ],
            }
        )
        self.move_id = move
        source.caetic_share_ids._copy_shares_to(move)
        return move

    def _prepare_line(self, part, amount):
        return {
            "product_id": part.product_id.id,
            "name": self._get_line_label(),
            "quantity": 1,
            "price_unit": amount,
            "analytic_distribution": self.plan_id.activity_id._get_distribution(),
        }

    def _get_line_label(self):
        """What the customer reads: stage, percentage, and what it is a part of."""
        self.ensure_one()
        plan = self.plan_id
        values = {"label": self.label, "plan": plan.name}
        if not self.percentage:
            return self.env._("%(label)s – %(plan)s", **values)
        percentage = plan.activity_id._format_number(self.percentage)
        return self.env._(
            "%(label)s %(percentage)s %% – %(plan)s", percentage=percentage, **values
        )
