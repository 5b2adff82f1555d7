# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.caetic_members.engine import RATE, to_decimal

from .. import engine


class CaeticFund(models.Model):
    """Money that activities put together: loans, relief, guarantee (R429).

    A fund is an analytic account of the plan of activities that no activity owns: what
    is in it is read from the ledger.
    """

    _name = "caetic.fund"
    _description = "Shared fund"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    description = fields.Text(
        translate=True, help="What it is for, as entrepreneurs read it."
    )
    active = fields.Boolean(default=True)
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        string="Analytic account",
        readonly=True,
        required=True,
        copy=False,
        ondelete="restrict",
    )
    basis = fields.Selection(
        [
            ("turnover", "Base of the contribution"),
            ("contribution", "Contribution"),
            ("year", "Amount a year"),
        ],
        string="Fed by",
        required=True,
        default="turnover",
        tracking=True,
    )
    rate = fields.Float(string="Rate (%)", digits="Caetic Rate", tracking=True)
    amount_year = fields.Monetary(
        string="Amount a year, of each activity", tracking=True
    )
    date_from = fields.Date(string="Fed from")
    date_to = fields.Date(string="Fed until")
    loan_limit = fields.Monetary(
        string="Largest loan",
        default=lambda self: self._default_loan_limit(),
        help="What the committee may lend to one activity (R429).",
    )
    balance = fields.Monetary(
        string="In the fund", compute="_compute_balance", help="Read from the ledger."
    )
    request_ids = fields.One2many("caetic.fund.request", "fund_id", string="Requests")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _amounts_positive = models.Constraint(
        "CHECK (rate >= 0 AND rate <= 100 AND amount_year >= 0 AND loan_limit >= 0)",
        "Amounts of a fund are not negative, and its rate is at most 100 %.",
    )
    _account_uniq = models.UniqueIndex(
        "(analytic_account_id)", "An analytic account belongs to one fund."
    )

    @api.model
    def _default_loan_limit(self):
        today = fields.Date.context_today(self)
        return self.env["caetic.parameter"]._get("fund_loan_limit", today)

    @api.depends("analytic_account_id")
    def _compute_balance(self):
        # A figure of the cooperative, told to whoever reads the fund.
        items_sudo = self.env["account.move.line"].sudo()
        groups = items_sudo._read_group(
            [
                ("caetic_analytic_id", "in", self.analytic_account_id.ids),
                ("parent_state", "=", "posted"),
            ],
            ["caetic_analytic_id"],
            ["balance:sum"],
        )
        sums = {account.id: -amount for account, amount in groups}
        for fund in self:
            fund.balance = sums.get(fund.analytic_account_id.id, 0)

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for fund in self:
            if fund.date_from and fund.date_to and fund.date_to < fund.date_from:
                raise ValidationError(
                    self.env._("A fund is fed from a day until a later one.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        # Before the superuser makes an account for it.
        self.check_access("create")
        for vals in vals_list:
            if not vals.get("analytic_account_id"):
                vals["analytic_account_id"] = self._create_account_sudo(vals).id
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            # The account follows its fund, whoever may rename the fund.
            accounts_sudo = self.analytic_account_id.sudo()
            accounts_sudo.name = vals["name"]
        return result

    def _create_account_sudo(self, vals):
        # Staff who make a fund may have no analytic rights.
        accounts_sudo = self.env["account.analytic.account"].sudo()
        return accounts_sudo.create(
            {
                "name": vals.get("name"),
                "code": "FUND",
                "plan_id": self.env.ref("caetic_members.analytic_plan_activity").id,
                "company_id": vals.get("company_id") or self.env.company.id,
            }
        )

    def _to_engine(self):
        """Return the engine.FundRule of the funds."""
        return tuple(
            engine.FundRule(
                name=fund.name,
                owner=fund.analytic_account_id.id,
                basis=fund.basis,
                rate=to_decimal(fund.rate, RATE),
                amount=to_decimal(fund.amount_year),
                date_from=fund.date_from or None,
                date_to=fund.date_to or None,
            )
            for fund in self
        )

    def action_open_items(self):
        """Open the journal items of the fund."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "caetic_members.account_move_line_action_activity"
        )
        domain = [
            ("caetic_analytic_id", "=", self.analytic_account_id.id),
            ("parent_state", "=", "posted"),
        ]
        return {**action, "domain": domain, "context": {}}
