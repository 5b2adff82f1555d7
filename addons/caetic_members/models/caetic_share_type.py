# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# What people signed for: a new value or other accounts are another kind of parts.
SEALED = {
    "nominal",
    "company_id",
    "claim_account_id",
    "unpaid_account_id",
    "paid_account_id",
    "payable_account_id",
    "loss_account_id",
}


class CaeticShareType(models.Model):
    """Kind of parts of the capital: nominal value, category, accounts (R129, R132)."""

    _name = "caetic.share.type"
    _description = "Kind of parts"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    nominal = fields.Monetary(
        string="Nominal value", required=True, help="Value of one part."
    )
    category = fields.Selection(
        [
            ("worker", "Employees and entrepreneurs"),
            ("beneficiary", "Beneficiaries"),
            ("public", "Public bodies"),
            ("other", "Other associates"),
        ],
        required=True,
        default="worker",
        help="R132: a Scic has three categories of associates at least.",
    )
    college = fields.Char(
        string="Voting college",
        help="Where the articles of association group the votes. Inside a college one "
        "person still has one vote.",
    )
    delay_months = fields.Integer(
        string="Reimbursed within (months)",
        required=True,
        default=lambda self: self._default_delay_months(),
        help="Delay of the articles of association, at most what the law allows.",
    )
    claim_account_id = fields.Many2one(
        "account.account",
        string="Associates, contributions",
        required=True,
        ondelete="restrict",
        default=lambda self: self._get_chart_account("pcg_45615"),
    )
    unpaid_account_id = fields.Many2one(
        "account.account",
        string="Capital called, not paid",
        required=True,
        ondelete="restrict",
        default=lambda self: self._get_chart_account("pcg_1012"),
    )
    paid_account_id = fields.Many2one(
        "account.account",
        string="Capital called, paid",
        required=True,
        ondelete="restrict",
        default=lambda self: self._get_chart_account("pcg_1013"),
    )
    payable_account_id = fields.Many2one(
        "account.account",
        string="Associates, capital to reimburse",
        required=True,
        ondelete="restrict",
        default=lambda self: self._get_chart_account("pcg_4567"),
    )
    loss_account_id = fields.Many2one(
        "account.account",
        string="Losses carried forward",
        required=True,
        ondelete="restrict",
        default=lambda self: self._get_chart_account("pcg_119"),
        help="Receives the losses kept back from who withdraws.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)

    _nominal_positive = models.Constraint(
        "CHECK (nominal > 0)", "The nominal value of a part is above zero."
    )
    _delay_positive = models.Constraint(
        "CHECK (delay_months >= 0)", "A delay cannot be negative."
    )

    @api.model
    def _default_delay_months(self):
        today = fields.Date.context_today(self)
        parameter = self.env["caetic.parameter"]
        return parameter._get_count("share_reimbursement_months", today)

    @api.model
    def _get_chart_account(self, xml_id):
        """Return an account of the company's chart, or nothing."""
        chart = self.env["account.chart.template"].with_company(self.env.company)
        account = chart.ref(xml_id, raise_if_not_found=False)
        return account or self.env["account.account"]

    @api.constrains("delay_months")
    def _check_delay_months(self):
        longest = self._default_delay_months()
        for share_type in self:
            if share_type.delay_months > longest:
                raise ValidationError(
                    self.env._(
                        "Parts are reimbursed within %(months)s months at most.",
                        months=longest,
                    )
                )

    def write(self, vals):
        if SEALED & set(vals) and self._is_used():
            raise UserError(
                self.env._("Parts of this kind are in the register: make another kind.")
            )
        return super().write(vals)

    def _is_used(self):
        domain = [("type_id", "in", self.ids), ("state", "!=", "draft")]
        return bool(self.env["caetic.share.move"].search_count(domain, limit=1))

    def _get_accounts(self):
        """Return ``{role: account}`` for the items of the engine's entries."""
        self.ensure_one()
        return {
            "claim": self.claim_account_id,
            "unpaid": self.unpaid_account_id,
            "paid": self.paid_account_id,
            "payable": self.payable_account_id,
            "loss": self.loss_account_id,
        }
