# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import to_decimal
from .account_move_line import TERMS


class AccountMove(models.Model):
    _inherit = "account.move"

    caetic_term = fields.Selection(
        TERMS,
        string="Term of the activity's account",
        compute="_compute_caetic_term",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        help="Which line of the activity's account the items of this entry feed.",
    )
    caetic_activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity",
        index="btree_not_null",
        copy=True,
        help="Activity that issues this document.",
    )
    caetic_source_move_id = fields.Many2one(
        "account.move",
        string="Followed invoice",
        index="btree_not_null",
        copy=False,
        help="The transfer becomes available as this invoice is paid (R428).",
    )
    caetic_follower_ids = fields.One2many(
        "account.move", "caetic_source_move_id", string="Transfers that follow it"
    )
    # Stored so that following an invoice writes its row, as paying it does: of the two
    # at the same instant PostgreSQL lets one pass and Odoo plays the other again, which
    # then sees the first. Unwritten, neither would, and nothing would be released.
    caetic_follower_count = fields.Integer(
        string="Number of transfers that follow it",
        compute="_compute_caetic_follower_count",
        store=True,
    )
    caetic_closing_line_id = fields.Many2one(
        "caetic.closing.line",
        string="Month close",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )

    caetic_reopened_line_id = fields.Many2one(
        "caetic.closing.line",
        string="Month that was reopened",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="An entry of the first close, or the one that reverses it.",
    )

    # The list of an activity's documents, newest first, and their number.
    _caetic_document_idx = models.Index(
        "(caetic_activity_id, id) WHERE caetic_activity_id IS NOT NULL "
        "AND move_type IN ('out_invoice', 'out_refund') AND state != 'cancel'"
    )
    # What customers owe, without a look at what they paid.
    _caetic_unpaid_idx = models.Index(
        "(id) INCLUDE (amount_residual, invoice_date_due) WHERE state = 'posted' "
        "AND payment_state NOT IN ('paid', 'reversed') AND amount_residual > 0"
    )
    # One entry per activity, month and kind, whatever is killed or run twice.
    _caetic_closing_uniq = models.UniqueIndex(
        "(caetic_closing_line_id, caetic_term) "
        "WHERE caetic_closing_line_id IS NOT NULL AND state != 'cancel'",
        "This month close has already posted its entry for the activity.",
    )

    @api.depends(
        "move_type",
        "tax_cash_basis_origin_move_id",
        "journal_id",
        "origin_payment_id",
        "statement_line_id",
    )
    def _compute_caetic_term(self):
        for move in self:
            if move.is_sale_document(include_receipts=True):
                move.caetic_term = "sale"
            elif move.tax_cash_basis_origin_move_id:
                # Same amount debited and credited: VAT on payment moves no income.
                move.caetic_term = "none"
            elif not move.caetic_term or move.is_purchase_document(True):
                move.caetic_term = "cost"

    @api.depends("caetic_follower_ids")
    def _compute_caetic_follower_count(self):
        for move in self:
            move.caetic_follower_count = len(move.caetic_follower_ids)

    def _post(self, soft=True):
        self._caetic_fill_system_items()
        self._caetic_check_items()
        return super()._post(soft=soft)

    def _caetic_is_system_entry(self):
        """Tell the entries that Odoo writes by itself to settle documents."""
        self.ensure_one()
        return bool(
            self.origin_payment_id
            or self.statement_line_id
            or self.tax_cash_basis_origin_move_id
            or self.journal_id == self.company_id.currency_exchange_journal_id
        )

    def _caetic_fill_system_items(self):
        """Give system items the activity of the document they settle.

        Exchange differences, roundings, write-offs and fees inherit the activity of
        the entry's other items when they have one only, else go to the structure.
        """
        for move in self:
            system = move._caetic_is_system_entry()
            items = move.line_ids.filtered(
                lambda line, system=system: (
                    line._caetic_needs_activity()
                    and not line.analytic_distribution
                    and (system or line.display_type in ("rounding", "epd"))
                )
            )
            if not items:
                continue
            owners = move.line_ids.caetic_analytic_id
            structure = move.company_id.caetic_structure_account_id
            account = owners if len(owners) == 1 else structure
            if account:
                items.analytic_distribution = {str(account.id): 100}

    def _caetic_check_items(self):
        """Refuse items of classes 6 and 7 that do not belong to one activity.

        Odoo checks a mandatory plan from form buttons only; this one also holds for
        the portal, crons and imports.

        :raises UserError: naming the first faulty item of each entry
        """
        moves = self.filtered("company_id.caetic_structure_account_id")
        for line in moves.line_ids:
            if line._caetic_needs_activity() and not line._caetic_has_one_activity():
                raise UserError(
                    self.env._(
                        "“%(line)s” (%(account)s) must belong to one activity, or to "
                        "the cooperative's structure, at 100 %%.",
                        line=line.name or line.product_id.name or "/",
                        account=line.account_id.display_name,
                    )
                )

    def _caetic_get_payments(self):
        """Return what customers paid of documents, by move.

        A partial reconciliation counts when its counterpart is a bank or cash item,
        a payment with an entry, a credit note (or the invoice it corrects), or a
        loss entry that carries the activity (654). Moving the debt to another
        account (416, settlement account) pays nothing.

        :returns: ``{move_id: (total, {day: paid that day})}``, Decimals in document
            currency, VAT included; documents without payment terms are left out: they
            are paid
        """
        terms, paid = {}, {}
        partials = self.env["account.partial.reconcile"]
        for move_id, term_id, total, day, amount in partials._caetic_payments_by_move(
            self
        ):
            terms.setdefault(move_id, {})[term_id] = to_decimal(total)
            days = paid.setdefault(move_id, {})
            if day:
                days[day] = days.get(day, 0) + to_decimal(amount)
        totals = {move_id: abs(sum(parts.values())) for move_id, parts in terms.items()}
        return {
            move_id: (total, dict(sorted(paid[move_id].items())))
            for move_id, total in totals.items()
            if total
        }

    def _caetic_get_released(self):
        """Return ``{move_id: (amount sold, released part)}``, EUR without VAT.

        The database adds up without rounding: what is wholly released is equal.
        """
        groups = self.env["account.move.line"]._read_group(
            [
                ("move_id", "in", self.ids),
                ("caetic_activity_id", "!=", False),
                ("caetic_term", "=", "sale"),
            ],
            ["move_id"],
            ["caetic_amount:sum", "caetic_settled:sum"],
        )
        return {move.id: (amount, released) for move, amount, released in groups}
