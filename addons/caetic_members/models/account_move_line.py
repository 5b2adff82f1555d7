# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..engine import (
    is_on_unpaid,
    item_term,
    release_by_day,
    settle,
    settle_items,
    to_decimal,
)

TERMS = [
    ("sale", "Sale"),
    ("cost", "Cost"),
    ("transfer", "Internal transfer"),
    ("contribution", "Cooperative contribution"),
    ("fee", "Pooled fees"),
    ("pay", "Pay"),
    ("provision", "Provision"),
    ("opening", "Opening balance"),
    ("none", "None"),
]


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    caetic_analytic_id = fields.Many2one(
        "account.analytic.account",
        string="Activity or structure",
        compute="_compute_caetic_owner",
        store=True,
        help="The single account of the plan of activities that owns this item.",
    )
    caetic_activity_id = fields.Many2one(
        "caetic.activity",
        string="Activity",
        compute="_compute_caetic_owner",
        store=True,
    )
    caetic_term = fields.Selection(
        TERMS,
        string="Term of the activity's account",
        compute="_compute_caetic_term",
        store=True,
        precompute=True,
    )
    caetic_amount = fields.Monetary(
        string="Effect on the activity's account",
        currency_field="company_currency_id",
        compute="_compute_caetic_amount",
        store=True,
        help="Positive when it increases what the activity can use, VAT excluded.",
    )
    caetic_settled = fields.Monetary(
        string="Released part",
        currency_field="company_currency_id",
        compute="_compute_caetic_settled",
        store=True,
        help="Part of the effect that the customer's payments have released.",
    )
    caetic_releases = fields.Json(
        string="Released part by day",
        compute="_compute_caetic_settled",
        store=True,
        help="What each day of payment has released; they add up to the released part.",
    )
    caetic_settled_date = fields.Date(
        string="Last release",
        compute="_compute_caetic_settled",
        store=True,
        help="Last day on which a customer's payment has released a part.",
    )
    caetic_settled_month = fields.Monetary(
        string="Released in the month of the last release",
        currency_field="company_currency_id",
        compute="_compute_caetic_settled",
        store=True,
    )

    # One index-only scan sums the account of any number of activities.
    _caetic_account_idx = models.Index(
        "(caetic_activity_id, caetic_term, date) "
        "INCLUDE (caetic_amount, caetic_settled, caetic_settled_date) "
        "WHERE caetic_activity_id IS NOT NULL AND parent_state = 'posted' "
        "AND caetic_term != 'none'"
    )
    # What payments have released since a day: none or a few for a recent one.
    _caetic_release_idx = models.Index(
        "(caetic_activity_id, caetic_settled_date) "
        "INCLUDE (caetic_term, caetic_settled_month) "
        "WHERE caetic_settled_date IS NOT NULL AND parent_state = 'posted'"
    )
    # Sales that customers have not wholly paid.
    _caetic_pending_idx = models.Index(
        "(caetic_activity_id, move_id) "
        "WHERE caetic_activity_id IS NOT NULL AND parent_state = 'posted' "
        "AND caetic_term = 'sale' AND caetic_settled != caetic_amount"
    )

    @api.depends("analytic_distribution", "company_id")
    def _compute_caetic_owner(self):
        plan = self.env.ref("caetic_members.analytic_plan_activity", False)
        Account = self.env["account.analytic.account"]
        # Items are seen by people who may not read the plan or the activities.
        accounts_sudo = Account.sudo().browse(
            self._get_analytic_account_ids_from_distributions(
                self.mapped("analytic_distribution")
            )
        )
        owners_sudo = accounts_sudo.exists().filtered(lambda a: a.root_plan_id == plan)
        activity_by_owner = {
            owner.id: owner.with_context(active_test=False).caetic_activity_ids[:1].id
            for owner in owners_sudo
        }
        for line in self:
            shares = line._caetic_get_shares(activity_by_owner)
            owner_id = next(iter(shares)) if list(shares.values()) == [100] else False
            line.caetic_analytic_id = owner_id
            line.caetic_activity_id = activity_by_owner.get(owner_id, False)

    @api.depends("move_id.caetic_term", "account_id", "display_type")
    def _compute_caetic_term(self):
        for line in self:
            line.caetic_term = item_term(
                line.move_id.caetic_term or "none",
                account_code=line.account_id.code or "",
                is_product=line.display_type == "product",
            )

    @api.depends("caetic_activity_id", "caetic_term", "balance")
    def _compute_caetic_amount(self):
        for line in self:
            counts = line.caetic_activity_id and line.caetic_term != "none"
            line.caetic_amount = -line.balance if counts else 0.0

    @api.depends(
        "caetic_amount",
        "caetic_term",
        "account_id",
        "move_id.line_ids.matched_debit_ids.max_date",
        "move_id.line_ids.matched_credit_ids.max_date",
        "move_id.caetic_source_move_id.line_ids.matched_debit_ids.max_date",
        "move_id.caetic_source_move_id.line_ids.matched_credit_ids.max_date",
    )
    def _compute_caetic_settled(self):
        releases = self._caetic_get_releases()
        for line in self:
            whole = line.caetic_amount
            if is_on_unpaid(line.caetic_term, line.account_id.code or ""):
                whole = 0.0
            days = releases.get(line.id)
            line.caetic_settled = whole if days is None else sum(days.values())
            last = max(days) if days else False
            line.caetic_settled_date = last
            line.caetic_settled_month = last and sum(
                amount for day, amount in days.items() if day >= last.replace(day=1)
            )
            line.caetic_releases = {
                day.isoformat(): str(amount) for day, amount in (days or {}).items()
            } or None

    def _inverse_analytic_distribution(self):
        result = super()._inverse_analytic_distribution()
        # Whose the debt and the bank are follows whose the income is.
        posted = self.move_id.filtered(lambda move: move.state == "posted")
        self.env["caetic.ownership"]._state(posted)
        return result

    def _caetic_get_shares(self, owners):
        """Percentage of the item by account of the plan of activities."""
        self.ensure_one()
        shares = {}
        for key, percentage in (self.analytic_distribution or {}).items():
            for account_id in map(int, key.split(",")):
                if account_id in owners:
                    shares[account_id] = shares.get(account_id, 0) + percentage
        return shares

    def _caetic_needs_activity(self):
        """Classes 6 and 7, and what documents sell or buy whatever the account."""
        self.ensure_one()
        if self.display_type in ("line_section", "line_subsection", "line_note"):
            return False
        sold = self.display_type == "product" and self.move_id.is_invoice(True)
        return sold or self.account_id.internal_group in ("income", "expense")

    def _caetic_has_one_activity(self):
        self.ensure_one()
        return bool(self.caetic_analytic_id)

    def _caetic_get_releases(self):
        """Return what each day of payment releases of items that wait for payments.

        :returns: ``{line_id: {day: Decimal}}`` in EUR; items that wait for nothing, or
            of documents without payment terms, are left out
        """
        sales = self.filtered(lambda line: line.caetic_term == "sale").move_id
        followers = self.move_id.filtered("caetic_source_move_id")
        documents = sales | followers.caetic_source_move_id
        # The paid part of a document is no secret to whom it releases money.
        documents_sudo = documents.sudo()
        payments = documents_sudo._caetic_get_payments()
        releases = {}
        for move in sales:
            if move.id in payments:
                releases |= move.line_ids._caetic_release_sale(*payments[move.id])
        for move in followers:
            source_id = move.caetic_source_move_id.id
            if source_id in payments:
                releases |= move.line_ids._caetic_release_follower(*payments[source_id])
        return releases

    def _caetic_release_sale(self, total, payments):
        """Share each day's payment between activities first, then between items."""
        items = {}
        for line in self.filtered("caetic_amount"):
            owned = items.setdefault(line.caetic_activity_id.id, {})
            owned[line.id] = to_decimal(line.caetic_amount)
        return release_by_day(lambda paid: settle_items(items, total, paid), payments)

    def _caetic_release_follower(self, total, payments):
        """Release both sides of a transfer with the invoice that it follows."""
        items = {
            line.id: {line.id: to_decimal(line.caetic_amount)}
            for line in self.filtered("caetic_amount")
        }
        sides = items.values()
        return release_by_day(
            lambda paid: {
                item: amount
                for side in sides
                for item, amount in settle(side, total, paid).items()
            },
            payments,
        )
