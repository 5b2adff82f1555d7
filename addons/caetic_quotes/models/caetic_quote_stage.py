# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticQuoteStage(models.Model):
    """One invoice to come of a quote: the deposit, a stage, or the balance (R607).

    The balance invoices all the lines of the quote and deducts what was invoiced
    before: the sum is the quote's, to the cent, per VAT rate.
    """

    _name = "caetic.quote.stage"
    _description = "Payment of a quote"
    _order = "order_id, sequence, id"

    order_id = fields.Many2one(
        "sale.order", string="Quote", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("deposit", "Deposit"), ("stage", "Stage"), ("balance", "Balance")],
        required=True,
        default="stage",
    )
    label = fields.Char()
    percentage = fields.Float(
        string="Part (%)", digits="Caetic Rate", required=True, help="VAT included."
    )
    date = fields.Date(string="Planned on")
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount = fields.Monetary(string="Amount (VAT incl.)", compute="_compute_amount")

    _percentage_range = models.Constraint(
        "CHECK (percentage > 0 AND percentage <= 100)",
        "A part is above zero and at most 100 %.",
    )
    _one_balance = models.UniqueIndex(
        "(order_id) WHERE kind = 'balance'", "A quote has one balance."
    )
    _one_deposit = models.UniqueIndex(
        "(order_id) WHERE kind = 'deposit'", "A quote has one deposit."
    )

    @api.depends("percentage", "order_id.amount_total", "order_id.caetic_stage_ids")
    def _compute_amount(self):
        """The last part takes what the rounding of the others leaves."""
        for order in self.order_id:
            stages = order.caetic_stage_ids
            amounts = engine.split(
                to_decimal(order.amount_total),
                [to_decimal(stage.percentage) for stage in stages],
            )
            for stage, amount in zip(stages, amounts, strict=True):
                stage.amount = amount

    @api.constrains("percentage", "kind", "order_id")
    def _check_whole(self):
        for order in self.order_id:
            stages = order.caetic_stage_ids
            total = sum(to_decimal(stage.percentage) for stage in stages)
            if total != engine.HUNDRED or stages[-1:].kind != "balance":
                raise ValidationError(
                    self.env._(
                        "The payments of a quote add up to 100 %, the balance last."
                    )
                )

    def _is_due_online(self):
        """Tell whether a payment on the page of the quote pays it."""
        self.ensure_one()
        return self.kind == "deposit" and not self.move_id

    def _get_percentage(self):
        """The part as a French hand writes it, without the sign."""
        self.ensure_one()
        return self.env["caetic.activity"]._format_number(self.percentage)

    def _get_title(self):
        """What the payment is called on the papers and on the portal."""
        self.ensure_one()
        if self.label:
            return self.label
        if self.kind == "deposit":
            return self.env._("Deposit when the quote is signed")
        return self.env._("Balance")
