# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

KINDS = [("loan", "Loan"), ("relief", "Relief"), ("guarantee", "Unpaid invoice")]
STATES = [
    ("submitted", "To decide"),
    ("accepted", "Accepted"),
    ("refused", "Refused"),
    ("paid", "Paid"),
    ("cancelled", "Taken back"),
]
SEALED = {"activity_id", "fund_id", "kind", "amount_granted", "months", "date_first"}


class CaeticFundRequest(models.Model):
    """What an activity asks of a fund, and what the committee decides (R429).

    It is paid by an entry between the fund and the activity, with the same general
    account on both sides: no loan to the person, no bank.
    """

    _name = "caetic.fund.request"
    _description = "Request to a shared fund"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_name = "activity_id"

    fund_id = fields.Many2one(
        "caetic.fund", required=True, index=True, ondelete="restrict", tracking=True
    )
    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="restrict"
    )
    member_id = fields.Many2one("caetic.member", string="Asked by")
    date = fields.Date(
        string="Asked on", required=True, default=fields.Date.context_today
    )
    kind = fields.Selection(KINDS, required=True, default="loan")
    amount = fields.Monetary(string="Amount asked", required=True)
    months = fields.Integer(string="Months to pay back", tracking=True)
    reason = fields.Text(required=True)
    amount_granted = fields.Monetary(tracking=True, copy=False)
    date_decision = fields.Date(string="Committee of", copy=False)
    decision = fields.Text(string="Words of the committee", copy=False)
    date_first = fields.Date(
        string="Paid back from", copy=False, help="Any day of the first month."
    )
    instalment_ids = fields.One2many(
        "caetic.fund.instalment", "request_id", string="Instalments", readonly=True
    )
    amount_left = fields.Monetary(
        string="Left to pay back", compute="_compute_amount_left"
    )
    state = fields.Selection(
        STATES,
        required=True,
        default="submitted",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    move_id = fields.Many2one(
        "account.move", string="Journal entry", readonly=True, copy=False
    )
    company_id = fields.Many2one(related="fund_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _amount_positive = models.Constraint(
        "CHECK (amount > 0 AND months >= 0)", "What is asked is above zero."
    )

    @api.depends("instalment_ids.amount", "instalment_ids.is_taken")
    def _compute_amount_left(self):
        for request in self:
            left = request.instalment_ids.filtered(lambda one: not one.is_taken)
            request.amount_left = sum(left.mapped("amount"))

    @api.constrains("fund_id", "activity_id")
    def _check_fund_company(self):
        for request in self:
            if request.fund_id.company_id != request.activity_id.company_id:
                raise ValidationError(
                    self.env._("A fund helps activities of its own cooperative.")
                )

    def write(self, vals):
        if SEALED & set(vals) and any(
            one.state in ("paid", "cancelled") for one in self
        ):
            raise UserError(self.env._("What was paid does not change."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_decided(self):
        if any(request.state not in ("submitted", "refused") for request in self):
            raise UserError(self.env._("A decision is taken back, never deleted."))

    # -- acts ---------------------------------------------------------------------

    def action_accept(self):
        """Note that the committee accepts; nothing is paid yet."""
        self._check_state("submitted")
        today = fields.Date.context_today(self)
        for request in self:
            request.amount_granted = request.amount_granted or request.amount
            request.date_decision = request.date_decision or today
            request._check_limit(request.amount_granted)
        self.state = "accepted"

    def action_refuse(self):
        """Note that the committee refuses, and in which words."""
        self._check_state("submitted", "accepted")
        if any(not request.decision for request in self):
            raise UserError(self.env._("Write the words of the committee first."))
        self.state = "refused"

    def action_pay(self):
        """Move the money from the fund to the activity, within what is in the fund."""
        self._check_state("accepted")
        for request in self:
            request._check_limit(request.amount_granted)
            request._pay()

    def action_cancel(self):
        """Take a payment back by its reverse, before anything was paid back."""
        self._check_state("paid")
        if self.instalment_ids.filtered("is_taken"):
            raise UserError(self.env._("A part was paid back already."))
        # Whoever decides has the entry reversed, and no choice in it.
        moves_sudo = self.move_id.sudo()
        moves_sudo._reverse_moves(
            [{"caetic_term": move.caetic_term} for move in moves_sudo], cancel=True
        )
        self.instalment_ids.unlink()
        self.state = "cancelled"

    def _check_state(self, *states):
        self.check_access("write")
        if any(request.state not in states for request in self):
            raise UserError(self.env._("This request is not in the right state."))

    def _check_limit(self, amount):
        """Refuse more than the largest loan, and more than the fund holds."""
        self.ensure_one()
        fund = self.fund_id
        # Payments of the same batch have changed it.
        fund.invalidate_recordset(["balance"])
        limits = [fund.balance]
        if self.kind == "loan":
            limits.append(fund.loan_limit)
        limit = min(limits)
        if fund.currency_id.compare_amounts(amount, limit) > 0:
            raise ValidationError(
                self.env._(
                    "“%(fund)s” can give %(limit)s at most.",
                    fund=fund.name,
                    limit=formatLang(self.env, limit, currency_obj=fund.currency_id),
                )
            )

    def _pay(self):
        self.ensure_one()
        if self.kind == "loan" and not self.months:
            raise UserError(self.env._("Say in how many months the loan is paid back."))
        # Whoever decides has the entry written, and no choice in it.
        moves_sudo = self.env["account.move"].sudo()
        move_sudo = moves_sudo.create(self._prepare_move())
        move_sudo._post(soft=False)
        if self.kind == "loan":
            self._plan_instalments()
        self.write({"state": "paid", "move_id": move_sudo.id})

    def _plan_instalments(self):
        today = fields.Date.context_today(self)
        first = self.date_first or fields.Date.add(today, months=1)
        rows = engine.instalments(to_decimal(self.amount_granted), self.months, first)
        self.date_first = first
        self.instalment_ids.create(
            [
                {"request_id": self.id, "date": day, "amount": float(amount)}
                for day, amount in rows
            ]
        )

    def _prepare_move(self):
        """Same general account on both sides: the profit does not move (R407)."""
        company = self.company_id
        label = f"{self.fund_id.name} - {self.activity_id.name}"
        item = {"account_id": company.caetic_fee_account_id.id, "name": label}
        owner = {str(self.fund_id.analytic_account_id.id): 100}
        receiver = self.activity_id._get_distribution()
        return {
            "move_type": "entry",
            "journal_id": company.caetic_transfer_journal_id.id,
            "company_id": company.id,
            "date": fields.Date.context_today(self),
            "ref": label,
            "caetic_term": "fee",
            "line_ids": [
                Command.create({**item, **side})
                for side in (
                    {"debit": self.amount_granted, "analytic_distribution": owner},
                    {"credit": self.amount_granted, "analytic_distribution": receiver},
                )
            ],
        }
