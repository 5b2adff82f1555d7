# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError


class ResCompany(models.Model):
    _inherit = "res.company"

    caetic_plan_id = fields.Many2one(
        "account.analytic.plan",
        string="Plan of activities",
        compute="_compute_caetic_plan_id",
    )
    caetic_structure_account_id = fields.Many2one(
        "account.analytic.account",
        string="Structure's analytic account",
        help="The cooperative's own account in the plan of activities: it receives "
        "the contributions and bears the pooled expenses.",
    )
    caetic_contribution_journal_id = fields.Many2one(
        "account.journal", string="Journal of contributions"
    )
    caetic_transfer_journal_id = fields.Many2one(
        "account.journal", string="Journal of internal transfers"
    )
    caetic_contribution_account_id = fields.Many2one(
        "account.account", string="Account of contributions"
    )
    caetic_fee_account_id = fields.Many2one(
        "account.account", string="Account of pooled fees"
    )
    caetic_transfer_account_id = fields.Many2one(
        "account.account", string="Account of internal transfers"
    )
    caetic_opening_account_id = fields.Many2one(
        "account.account", string="Account of opening balances"
    )
    caetic_receipt_account_id = fields.Many2one(
        "account.account", string="Outstanding receipts account"
    )
    caetic_disbursement_account_id = fields.Many2one(
        "account.account", string="Outstanding payments account"
    )
    caetic_availability_policy = fields.Selection(
        [("cashed", "When the customer has paid"), ("invoiced", "When invoiced")],
        string="Revenue is available",
        default="cashed",
        required=True,
        help="R419: the law is silent; the safe default is on payment.",
    )
    caetic_advance_cap = fields.Monetary(
        string="Most that is advanced in all",
        help="R421: on invoices that are not paid yet and by written advances; each "
        "activity has its part by its unpaid invoices. Zero: no limit.",
    )
    caetic_transfers_in_base = fields.Boolean(
        string="Internal transfers count in the contribution base",
        default=True,
        help="R405: sales between activities enter the seller's base and reduce the "
        "buyer's, both or neither, so that nothing is charged twice.",
    )
    caetic_refund_lost = fields.Boolean(
        string="The contribution on lost invoices is given back",
        help="R424: what is lost for good (654) leaves the base of the contribution.",
    )
    caetic_scheme_id = fields.Many2one(
        "caetic.contribution.scheme", string="Default contribution scheme"
    )
    caetic_first_month = fields.Date(
        string="First month kept here",
        help="No pooled fee is due for the months before it.",
    )
    caetic_legal_form = fields.Char(
        string="Legal form",
        help="As printed on documents (R601), for instance a cooperative company with "
        "variable capital.",
    )
    caetic_capital = fields.Char(
        string="Share capital",
        help="As printed on documents (R602): amount and the words required by the "
        "commercial code.",
    )
    caetic_rcs_city = fields.Char(string="Trade register city (RCS)")
    caetic_training_number = fields.Char(
        string="Training provider number",
        help="Number of the declaration of activity (R618), printed on invoices of "
        "training. Without it they wait for staff.",
    )

    def get_next_batch_payment_communication(self):
        """Refuse portal users: Odoo lets anybody take numbers of this series."""
        if not self.env.su and not self.env.user._is_internal():
            raise AccessError(self.env._("Only staff number batches of payments."))
        return super().get_next_batch_payment_communication()

    @api.depends()
    def _compute_caetic_plan_id(self):
        plan = self.env.ref("caetic_members.analytic_plan_activity", False)
        self.caetic_plan_id = plan or self.env["account.analytic.plan"]

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        companies._caetic_ensure_structure()
        return companies

    def _caetic_ensure_structure(self):
        """Give each company the analytic account of its own structure, once."""
        plan = self.env.ref("caetic_members.analytic_plan_activity", False)
        missing = self.filtered(lambda company: not company.caetic_structure_account_id)
        if not plan or not missing:
            return
        # A company may be created by a user without analytic rights.
        analytic_sudo = self.env["account.analytic.account"].sudo()
        accounts = analytic_sudo.create(
            [
                {
                    "name": company.name,
                    "code": "STRUCTURE",
                    "plan_id": plan.id,
                    "company_id": company.id,
                }
                for company in missing
            ]
        )
        for company, account in zip(missing, accounts, strict=True):
            company.caetic_structure_account_id = account

    def _caetic_load_chart(self):
        """Add this addon's accounts, journals and defaults to existing charts."""
        for company in self.filtered(lambda c: c.chart_template == "fr"):
            chart = self.env["account.chart.template"].with_company(company)
            defaults = {"res.company": chart._get_caetic_fr_res_company()}
            chart._load_data({**chart._get_caetic_fr_ledger(), **defaults})
            chart._load_translations(
                companies=company, template_data=chart._get_caetic_fr_ledger()
            )
            company._caetic_ensure_outstanding_accounts()

    def _caetic_ensure_outstanding_accounts(self):
        """Give every payment method line an outstanding account.

        Without one Odoo 19 posts no entry for a payment, and money would be paid
        in the invoice's state only, not in the ledger.
        """
        lines = self.env["account.payment.method.line"].search(
            [("company_id", "in", self.ids), ("payment_account_id", "=", False)]
        )
        lines._caetic_set_outstanding_account()
