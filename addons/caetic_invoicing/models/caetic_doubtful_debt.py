# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

STATES = [
    ("proposed", "Proposed"),
    ("provided", "Provided for"),
    ("released", "Paid, released"),
    ("lost", "Lost"),
    ("dismissed", "Set aside"),
]


class CaeticDoubtfulDebt(models.Model):
    """A document that is long unpaid: provision, release or loss (R424).

    The accountant decides; the entries are the system's. What was provided is read
    from its own posted entries, so that doing again changes nothing.
    """

    _name = "caetic.doubtful.debt"
    _description = "Doubtful debt"
    _inherit = ["mail.thread"]
    _order = "state, date, id"
    _rec_name = "move_id"

    move_id = fields.Many2one(
        "account.move",
        string="Document",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    activity_id = fields.Many2one(
        related="move_id.caetic_activity_id", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="move_id.commercial_partner_id", string="Customer"
    )
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_due = fields.Date(related="move_id.invoice_date_due", string="Due on")
    date = fields.Date(string="Proposed on", required=True, readonly=True)
    state = fields.Selection(
        STATES, required=True, readonly=True, default="proposed", tracking=True
    )
    amount_left = fields.Monetary(
        string="Left (VAT incl.)", related="move_id.amount_residual"
    )
    amount_provided = fields.Monetary(
        string="Provided (VAT excl.)", compute="_compute_amount_provided"
    )
    entry_ids = fields.One2many(
        "account.move", "caetic_doubtful_debt_id", string="Entries", readonly=True
    )

    _move_uniq = models.UniqueIndex("(move_id)", "This document is already followed.")

    @api.depends("entry_ids.state", "entry_ids.line_ids.balance")
    def _compute_amount_provided(self):
        for debt in self:
            debt.amount_provided = float(sum(debt._get_provided().values(), Decimal(0)))

    # -- proposing ---------------------------------------------------------------------

    @api.model
    def _cron_propose(self):
        """Propose what is long unpaid, and release what was paid since."""
        today = fields.Date.context_today(self)
        companies = self.env["res.company"]
        for company in companies.search([("caetic_doubtful_days", ">", 0)]):
            self._propose(company, today)
        self.search([("state", "=", "provided")])._adjust()
        proposed = self.search([("state", "=", "proposed")])
        proposed.filtered(lambda debt: not debt._get_left()).state = "dismissed"

    def _propose(self, company, today):
        limit = fields.Date.subtract(today, days=company.caetic_doubtful_days)
        moves = self.env["account.move"].search(
            [
                ("company_id", "=", company.id),
                ("caetic_activity_id", "!=", False),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("amount_residual", ">", 0),
                ("payment_state", "not in", ("paid", "reversed")),
                ("invoice_date_due", "<=", limit),
                ("caetic_doubtful_debt_ids", "=", False),
            ],
            order="id",
        )
        self.create([{"move_id": move.id, "date": today} for move in moves])

    # -- amounts -----------------------------------------------------------------------

    def _get_left(self):
        """What the customer still owes, EUR with VAT, read from the payments."""
        self.ensure_one()
        return self.move_id._caetic_get_owed().get(self.move_id.id, Decimal(0))

    def _get_provided(self):
        """What is provided for by owner: ``{analytic account: Decimal}``, EUR."""
        self.ensure_one()
        lines = self.entry_ids.line_ids.filtered(
            lambda line: (
                line.parent_state == "posted"
                and (line.account_id.code or "")[:4] in ("6817", "7817")
            )
        )
        return {
            owner: to_decimal(sum(items.mapped("balance")))
            for owner, items in lines.grouped("caetic_analytic_id").items()
        }

    # -- acts of the accountant --------------------------------------------------------

    def action_provide(self):
        """Provide for 100 % of what is left without VAT, and move it to 416."""
        self._check_accountant()
        for debt in self:
            if debt.state not in ("proposed", "dismissed"):
                raise UserError(self.env._("This debt is provided for already."))
            if debt._get_left() <= 0:
                raise UserError(self.env._("This invoice is settled."))
            debt.state = "provided"
            debt._adjust()

    def action_release(self):
        """Take back what was paid since, before the nightly run does."""
        self._check_accountant()
        self._adjust()

    def action_lose(self):
        """Write off what is left for good: 654, and the VAT that was charged."""
        self._check_accountant()
        for debt in self:
            if debt.state not in ("proposed", "provided"):
                raise UserError(self.env._("This debt is closed."))
            debt._post_loss()
            debt._adjust()
            debt.state = "lost"

    def action_dismiss(self):
        """Set a proposal aside: the customer will pay."""
        self._check_accountant()
        if self.filtered(lambda debt: debt.state != "proposed"):
            raise UserError(self.env._("Only a proposal is set aside."))
        self.state = "dismissed"

    def _check_accountant(self):
        self.check_access("write")
