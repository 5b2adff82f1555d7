# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models

from odoo.addons.caetic_members.engine import to_decimal

ASKED = "caetic_quotes.mail_template_quote_share_{}"


class CaeticSaleShare(models.Model):
    """Part of a quote that goes to another activity, and what its invoices bring."""

    _inherit = "caetic.sale.share"

    order_id = fields.Many2one(
        "sale.order", string="Quote", index="btree_not_null", ondelete="cascade"
    )
    order_line_id = fields.Many2one(
        "sale.order.line",
        string="Line of the quote",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('order_id', '=', order_id), ('display_type', '=', False)]",
        help="Empty: the share is of the whole quote.",
    )
    quote_share_id = fields.Many2one(
        "caetic.sale.share",
        string="Agreed on the quote",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="On an invoice of a quote: the share of the quote that it is a part of.",
    )

    _one_document = models.Constraint(
        "CHECK (num_nonnulls(move_id, order_id) = 1)",
        "A share is of one document: a quote or an invoice.",
    )

    @api.depends("order_id.company_id")
    def _compute_company_id(self):
        return super()._compute_company_id()

    @api.depends(
        "order_line_id.price_subtotal",
        "order_id.order_line.price_subtotal",
        "order_id.caetic_share_ids.percentage",
        "order_id.caetic_share_ids.fixed_amount",
        "order_id.caetic_share_ids.order_line_id",
    )
    def _compute_amount(self):
        return super()._compute_amount()

    @api.constrains("order_id", "order_line_id")
    def _check_quote_shares(self):
        self.filtered("order_id")._check_shares()

    def _get_document(self):
        return self.order_id or super()._get_document()

    def _get_line(self):
        return self.order_line_id if self.order_id else super()._get_line()

    # -- agreement --------------------------------------------------------------------

    def _get_mail_template(self, what):
        if self.order_id:
            return ASKED.format(what)
        return super()._get_mail_template(what)

    def _get_todo_title(self):
        self.ensure_one()
        if not self.order_id:
            return super()._get_todo_title()
        return self.env._(
            "Answer %(activity)s: a share of its quote for you",
            activity=self.order_id.caetic_activity_id.name,
        )

    def _is_of_issued(self):
        self.ensure_one()
        if self.order_id:
            return self.order_id.state != "draft"
        return super()._is_of_issued()

    def _get_day(self):
        self.ensure_one()
        return self.order_id.date_order or super()._get_day()

    def _get_label(self):
        """A deposit has none of the lines: those of the quote are shared."""
        self.ensure_one()
        if self.quote_share_id:
            return self.quote_share_id._get_label()
        return super()._get_label()

    # -- the same shares elsewhere ----------------------------------------------------

    def _copy_to_quote(self, order):
        """Propose the shares again on a copy of their quote, line by line.

        :param order: draft, in superuser mode as the shares are
        """
        lines = dict(
            zip(
                self.order_id._caetic_get_lines().ids,
                order._caetic_get_lines().ids,
                strict=False,
            )
        )
        return self.create(
            [
                {
                    "activity_id": share.activity_id.id,
                    "percentage": share.percentage,
                    "fixed_amount": share.fixed_amount,
                    **order._caetic_prepare_place(lines.get(share.order_line_id.id)),
                }
                for share in self
                if not share.order_line_id or share.order_line_id.id in lines
            ]
        )

    def _get_carried(self, invoices):
        """Return what invoices brought to each share, less what came back, EUR.

        :param invoices: of the quote of these shares
        """
        brought = invoices.caetic_share_ids.filtered("quote_share_id")
        back = self.search(
            [("origin_id", "in", brought.ids), ("move_id.state", "=", "posted")]
        )
        return [
            _sum(one for one in brought if one.quote_share_id == share)
            - _sum(one for one in back if one.origin_id.quote_share_id == share)
            for share in self
        ]

    def _carry_to(self, move, amounts):
        """Give an invoice its part of each share; nobody is asked twice.

        :param amounts: EUR of each share, in their order; nothing for zero
        """
        carried = self.create(
            [
                {
                    "activity_id": share.activity_id.id,
                    "fixed_amount": amount,
                    "quote_share_id": share.id,
                    **move._caetic_prepare_place(share._find_line(move).id),
                }
                for share, amount in zip(self, amounts, strict=True)
                if amount
            ]
        )
        for share in carried:
            agreed = share.quote_share_id
            if agreed.agreement_state == "accepted":
                share._agreement_remember(
                    agreed.agreement_user_id,
                    agreed.agreement_date,
                    share._get_agreement_figures(),
                )
        return carried

    def _find_line(self, move):
        """Return the line of an invoice that the shared line of the quote became."""
        self.ensure_one()
        return move.invoice_line_ids.filtered(
            lambda line: self.order_line_id in line.sale_line_ids
        )[:1]


def _sum(shares):
    return sum((to_decimal(share.amount) for share in shares), Decimal(0))
