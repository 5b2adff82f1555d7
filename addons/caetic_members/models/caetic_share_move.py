# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import to_decimal as exact
from ..engine import total
from .caetic_purge_door import is_open
from .res_company_capital import KEEPERS

KINDS = [
    ("subscription", "Subscription"),
    ("release", "Payment of parts"),
    ("transfer_out", "Transfer given"),
    ("transfer_in", "Transfer received"),
    ("withdrawal", "Request for reimbursement"),
    ("reimbursement", "Reimbursement"),
]
BODIES = [("meeting", "General meeting"), ("board", "Board")]
# Moves that change who holds parts are decided by the cooperative.
DECIDED = ("subscription", "transfer_out", "withdrawal")
MONEY = ("release", "reimbursement")
# What the register says: a posted move is reversed, never rewritten.
SEALED = {
    "date",
    "kind",
    "partner_id",
    "member_id",
    "to_partner_id",
    "type_id",
    "quantity",
    "amount",
    "loss",
    "payment_method",
    "retention_account_id",
    "decision_body",
    "decision_date",
    "origin_id",
    "nominal",
    "company_id",
}
# What only posting and reversing write.
RESERVED = {
    "state",
    "name",
    "associate_id",
    "move_id",
    "pair_id",
    "reverses_id",
    "date_due",
    "nominal",
    "parts_change",
    "value_change",
    "released_change",
    "payable_change",
}
# Values of a draft, as forms and imports send them.
UNWRITTEN = {("state", "draft"), ("name", "/")}


class CaeticShareMove(models.Model):
    """Movement of parts of the capital: numbered, dated, decided (R128, R129, R135)."""

    _name = "caetic.share.move"
    _description = "Movement of parts"
    # Numbered like the ledger's entries: two who post at once wait for each other.
    _inherit = ["mail.thread", "sequence.mixin"]
    _order = "date desc, id desc"
    _sequence_index = "company_id"

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    date = fields.Date(required=True, default=fields.Date.context_today)
    kind = fields.Selection(
        KINDS, string="Movement", required=True, default="subscription"
    )
    member_id = fields.Many2one(
        "caetic.member",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty for an associate from outside.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Associate",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    to_partner_id = fields.Many2one(
        "res.partner", string="Transferred to", ondelete="restrict"
    )
    type_id = fields.Many2one(
        "caetic.share.type",
        string="Kind of parts",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_type_id(),
    )
    quantity = fields.Integer(string="Parts")
    amount = fields.Monetary(help="Paid by the associate or by the cooperative.")
    loss = fields.Monetary(
        string="Losses borne",
        help="Part of the cooperative's losses that reduces the reimbursement.",
    )
    payment_method = fields.Selection(
        [("bank", "Bank"), ("pay", "Retention on pay")], default="bank"
    )
    retention_account_id = fields.Many2one(
        "account.account",
        string="Account of the retention",
        readonly=True,
        ondelete="restrict",
        help="Where the payslip holds the amount; the company's own when empty.",
    )
    decision_body = fields.Selection(BODIES, string="Decided by")
    decision_date = fields.Date(string="Decision of")
    note = fields.Char()
    origin_id = fields.Many2one(
        "caetic.share.move",
        string="Request",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('kind', '=', 'withdrawal'), ('state', '=', 'posted'), "
        "('partner_id', '=', partner_id), ('reverses_id', '=', False)]",
        copy=False,
    )
    reimbursement_ids = fields.One2many(
        "caetic.share.move", "origin_id", string="Reimbursements"
    )
    date_due = fields.Date(string="Reimbursed by", readonly=True, copy=False)
    amount_left = fields.Monetary(
        string="Left to reimburse", compute="_compute_amount_left", store=True
    )
    nominal = fields.Monetary(string="Value of a part", readonly=True, copy=False)
    parts_change = fields.Integer(string="Change of parts", readonly=True, copy=False)
    value_change = fields.Monetary(
        string="Change of capital", readonly=True, copy=False
    )
    released_change = fields.Monetary(
        string="Change of paid capital", readonly=True, copy=False
    )
    payable_change = fields.Monetary(
        string="Change of what is to reimburse", readonly=True, copy=False
    )
    associate_id = fields.Many2one(
        "caetic.associate",
        string="Line of the register",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    move_id = fields.Many2one(
        "account.move",
        string="Journal entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    pair_id = fields.Many2one(
        "caetic.share.move",
        string="Other side",
        readonly=True,
        index="btree_not_null",
        copy=False,
    )
    reverses_id = fields.Many2one(
        "caetic.share.move",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("posted", "Posted"), ("cancelled", "Reversed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    capital_warning = fields.Text(
        related="company_id.caetic_capital_warning", groups=KEEPERS
    )

    _number_uniq = models.UniqueIndex(
        "(name, company_id) WHERE name != '/'", "This number is already used."
    )
    _reverses_uniq = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL", "A movement is reversed once."
    )
    _positive = models.Constraint(
        "CHECK (quantity >= 0 AND amount >= 0 AND loss >= 0)",
        "Parts and amounts are counted from zero.",
    )
    _transfer_has_receiver = models.Constraint(
        "CHECK (kind != 'transfer_out' OR (to_partner_id IS NOT NULL "
        "AND to_partner_id != partner_id))",
        "Say to whom the parts are transferred: somebody else.",
    )
    _posted_is_complete = models.Constraint(
        "CHECK (state = 'draft' OR (move_id IS NOT NULL AND associate_id IS NOT NULL))",
        "A posted movement is in the register and in the ledger.",
    )

    @api.model
    def _default_type_id(self):
        types = self.env["caetic.share.type"]
        return types.search([("company_id", "=", self.env.company.id)], limit=1)

    @api.depends("member_id")
    def _compute_partner_id(self):
        for move in self:
            move.partner_id = move.member_id.partner_id or move.partner_id

    @api.depends(
        "kind",
        "payable_change",
        "reimbursement_ids.payable_change",
        "reimbursement_ids.state",
        "state",
    )
    def _compute_amount_left(self):
        for move in self:
            rows = move | move.reimbursement_ids.filtered(
                lambda row: row.state != "draft"
            )
            is_open = move.kind == "withdrawal" and move.state == "posted"
            move.amount_left = (
                float(total(exact(row.payable_change) for row in rows))
                if is_open and not move.reverses_id
                else 0
            )

    @api.depends("name", "kind", "partner_id.name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for move in self:
            person = move.partner_id.name or ""
            label = f"{kinds.get(move.kind)} {person}".strip()
            move.display_name = label if move.name == "/" else move.name

    # -- what nobody writes by hand ------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_reserved(
                {
                    name
                    for name, value in vals.items()
                    if value and (name, value) not in UNWRITTEN
                }
            )
            if vals.get("partner_id") and not vals.get("member_id"):
                vals["member_id"] = self._find_member(vals["partner_id"]).id
        return super().create(vals_list)

    @api.model
    def _find_member(self, partner_id):
        """Return the last stay of a person, for rights and for their page."""
        domain = [("partner_id", "=", partner_id), ("state", "!=", "refused")]
        return self.env["caetic.member"].search(domain, order="id desc", limit=1)

    def write(self, vals):
        self._refuse_reserved(set(vals))
        sealed = set() if is_open(self) else SEALED & set(vals)
        if sealed and any(move.state != "draft" for move in self):
            raise UserError(
                self.env._("A posted movement is never rewritten: reverse it.")
            )
        return super().write(vals)

    def _refuse_reserved(self, names):
        """The register is written by posting and reversing, whoever asks by RPC."""
        if RESERVED & names and not self.env.su:
            raise UserError(self.env._("Post or reverse the movement instead."))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(move.state != "draft" for move in self):
            raise UserError(
                self.env._("A posted movement is never deleted: reverse it.")
            )

    # -- numbers --------------------------------------------------------------------

    def _get_starting_sequence(self):
        """A series of its own each year."""
        self.ensure_one()
        return f"PS/{self.date.year}/0000"

    def _get_last_sequence_domain(self, relaxed=False):
        self.ensure_one()
        prefix = self._get_starting_sequence().removesuffix("0000")
        where = "WHERE company_id = %(company_id)s AND sequence_prefix = %(prefix)s"
        return where, {"company_id": self.company_id.id, "prefix": prefix}
