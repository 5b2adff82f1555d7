# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticSaleShare(models.Model):
    """Part of a customer document that goes to another activity (R427).

    Posting the document makes an internal transfer (R426) whose availability follows
    the customer's payment (R428). On a credit note a share takes back the one of the
    invoice, in proportion of what is credited.
    """

    _name = "caetic.sale.share"
    _description = "Share of a sale"
    _inherit = ["caetic.agreement.mixin"]
    _order = "move_id, id"

    # Not required: other kinds of documents have shares too; a check wants one.
    move_id = fields.Many2one(
        "account.move", string="Document", index=True, ondelete="cascade"
    )
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Line",
        index="btree_not_null",
        ondelete="cascade",
        domain="[('move_id', '=', move_id), ('display_type', '=', 'product')]",
        help="Empty: the share is of the whole document.",
    )
    activity_id = fields.Many2one(
        "caetic.activity", string="Shared with", required=True, index=True
    )
    percentage = fields.Float(string="Share (%)", digits="Caetic Rate")
    fixed_amount = fields.Monetary(
        string="Fixed amount (VAT excl.)",
        help="Instead of a percentage: exactly this amount.",
    )
    amount = fields.Monetary(
        string="Amount (VAT excl.)", compute="_compute_amount", store=True
    )
    origin_id = fields.Many2one(
        "caetic.sale.share",
        string="Takes back",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="On a credit note: the share of the invoice that it corrects.",
    )
    transfer_id = fields.Many2one("caetic.transfer", readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _percentage_range = models.Constraint(
        "CHECK (COALESCE(percentage, 0) >= 0 AND percentage <= 100)",
        "A share is above zero and at most 100 %.",
    )
    _one_way = models.Constraint(
        "CHECK ((COALESCE(percentage, 0) > 0) != (COALESCE(fixed_amount, 0) > 0))",
        "A share is a percentage or an amount, above zero.",
    )

    @api.depends("move_id.company_id")
    def _compute_company_id(self):
        for share in self:
            share.company_id = share._get_document().company_id

    @api.depends(
        "percentage",
        "fixed_amount",
        "move_line_id.balance",
        "move_id.invoice_line_ids.balance",
        "move_id.caetic_share_ids.percentage",
        "move_id.caetic_share_ids.fixed_amount",
        "move_id.caetic_share_ids.move_line_id",
        "origin_id",
    )
    def _compute_amount(self):
        for document, asked in self.grouped(lambda s: s._get_document()).items():
            if not document:
                asked.amount = 0
                continue
            for share in asked.filtered("origin_id"):
                share.amount = share._get_amount_back()
            siblings = (document.caetic_share_ids | asked).filtered(
                lambda s: not s.origin_id
            )
            amounts = engine.split_parts(
                document._caetic_get_line_amounts(),
                [share._to_engine() for share in siblings],
            )
            for share, amount in zip(siblings, amounts, strict=True):
                if share in asked:
                    # What was transferred does not move any more.
                    share.amount = share.transfer_id.amount or abs(amount)

    def _get_document(self):
        """Return what this is a part of: a record of the shared mixin, or nothing."""
        return self.move_id

    def _get_line(self):
        """Return the line of the document that this is a part of, or nothing."""
        return self.move_line_id

    def _to_engine(self):
        """Return the part for the engine; lines are known by their identifier."""
        self.ensure_one()
        percentage = to_decimal(self.percentage, Decimal("0.0001"))
        return engine.Part(
            line=self._get_line().id or None,
            percentage=percentage,
            amount=Decimal(0) if percentage else to_decimal(self.fixed_amount),
        )

    # -- credit notes -----------------------------------------------------------------

    def _get_amount_back(self):
        """Return what this share of a credit note takes back of its origin, EUR."""
        self.ensure_one()
        if self.transfer_id:
            return self.transfer_id.amount
        # Shares follow the document, whoever corrects it.
        earlier_sudo = self.sudo().search(
            [
                ("origin_id", "=", self.origin_id.id),
                ("move_id.state", "=", "posted"),
                ("id", "not in", self.ids),
            ]
        )
        before = sum((one._get_credited() for one in earlier_sudo), Decimal(0))
        taken = sum((to_decimal(one.amount) for one in earlier_sudo), Decimal(0))
        return engine.taken_back(
            to_decimal(self.origin_id.amount), before, self._get_credited(), taken
        )

    def _get_credited(self):
        """Return which part of what was shared this credit note cancels, 0 to 1."""
        self.ensure_one()
        line, origin = self.move_line_id, self.origin_id
        mine = self.move_id._caetic_get_line_amounts()
        theirs = origin.move_id._caetic_get_line_amounts()
        if line:
            now, whole = mine.get(line.id), theirs.get(origin.move_line_id.id)
        else:
            now, whole = sum(mine.values()), sum(theirs.values())
        return min(Decimal(1), abs(now / whole)) if now and whole else Decimal(0)

    # -- rules ------------------------------------------------------------------------

    @api.constrains(
        "move_id", "move_line_id", "activity_id", "percentage", "fixed_amount"
    )
    def _check_shares(self):
        for document in self.grouped(lambda s: s._get_document()):
            if not document:
                raise ValidationError(self.env._("A share is a part of a document."))
            document._caetic_check_shares()

    # -- what posting makes -----------------------------------------------------------

    def _prepare_transfer(self):
        """Values of the transfer; a credit note takes the share back."""
        self.ensure_one()
        seller, other = self.move_id.caetic_activity_id, self.activity_id
        if self.move_id.move_type == "out_refund":
            seller, other = other, seller
        return {
            "activity_from_id": seller.id,
            "activity_to_id": other.id,
            "amount": self.amount,
            "label": self.env._("Share of %(document)s", document=self.move_id.name),
            "date": self.move_id.date,
            "source_move_id": self.move_id.id,
        }
