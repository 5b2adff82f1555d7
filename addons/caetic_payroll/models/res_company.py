# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.engine import to_decimal

# Account of the company: account of the French chart.
ACCOUNTS = {
    "caetic_wage_account_id": "pcg_6411",
    "caetic_urssaf_charge_account_id": "pcg_6451",
    "caetic_retirement_charge_account_id": "pcg_6453",
    "caetic_insurance_charge_account_id": "pcg_6452",
    "caetic_other_charge_account_id": "pcg_6458",
    "caetic_net_account_id": "pcg_421",
    "caetic_urssaf_account_id": "pcg_431",
    "caetic_other_body_account_id": "pcg_437",
    "caetic_income_tax_account_id": "pcg_4421",
    "caetic_leave_charge_account_id": "pcg_6412",
    "caetic_leave_account_id": "pcg_4282",
}


class ResCompany(models.Model):
    """How the cooperative pays: its situation before the law, and its accounts."""

    _inherit = "res.company"

    caetic_pay_mode = fields.Selection(
        [
            ("own", "Payslips are computed here"),
            ("office", "A payroll office makes the payslips"),
        ],
        string="Payslips",
        default="own",
        required=True,
    )
    caetic_pay_day = fields.Integer(
        string="Day of payment",
        default=28,
        help="Day of the month on which the net pay is transferred.",
    )
    caetic_agreement = fields.Char(
        string="Collective agreement",
        help="As printed on payslips; empty: the labour code (C. trav. R3243-1).",
    )
    caetic_headcount = fields.Integer(
        string="Headcount for social security",
        default=1,
        help="Of the year before (CSS R130-1). An upward crossing counts after five "
        "years above the threshold (CSS L130-1): enter the band that applies.",
    )
    caetic_risk_id = fields.Many2one(
        "caetic.risk.code",
        string="Risk code by default",
        help="For contracts and activities that have none of their own.",
    )
    caetic_mobility_rate = fields.Float(
        string="Mobility payment (%)",
        digits=(16, 4),
        help="Rate of the commune, regional part included; due from 11 people on.",
    )
    caetic_alsace_moselle = fields.Boolean(string="Alsace-Moselle")
    caetic_is_association = fields.Boolean(
        string="Non-profit association (1901)",
        help="Free of the apprenticeship tax until February 2026 (CGI 1599 ter A, "
        "ended by LF 2026 art. 135).",
    )
    caetic_apprentice_share = fields.Float(
        string="Apprentices in the headcount (%)",
        digits=(16, 2),
        help="From 250 people on: supplementary apprenticeship contribution of those "
        "who have too few (C. trav. L6242-1).",
    )
    caetic_wage_tax = fields.Boolean(
        string="Pays the tax on wages",
        help="For a cooperative that was not liable to VAT on 90 % of its turnover of "
        "the year before (CGI 231): the whole tax is computed on each payslip. The "
        "share of a partly liable one and the reliefs of associations are settled in "
        "the yearly return.",
    )
    caetic_esa_hours_smic = fields.Selection(
        [
            ("current", "The minimum wage in force"),
            ("rgdu", "The minimum wage of the reduction"),
        ],
        string="Equivalent hours are counted with",
        default="current",
        required=True,
        help="R519: nothing published says which one divides since both differ. The "
        "minimum wage in force never understates the cost.",
    )
    caetic_settlement = fields.Selection(
        [
            ("progressive", "Each month"),
            ("year_end", "In December"),
            ("month", "Never: each month alone"),
        ],
        string="The general reduction is settled",
        default="progressive",
        required=True,
        help="CSS D241-9: each month on cumulated amounts, or once at the year's end.",
    )
    caetic_health_premium = fields.Monetary(
        string="Health insurance, a month",
        help="Premium of the collective contract; contracts may say otherwise.",
    )
    caetic_health_share = fields.Float(
        string="Employer's share (%)",
        digits=(16, 2),
        default=50.0,
        help="At least half (CSS L911-7).",
    )
    caetic_prevoyance_employee_rate = fields.Float(
        string="Provident insurance, employee (%)", digits=(16, 4)
    )
    caetic_prevoyance_employer_rate = fields.Float(
        string="Provident insurance, employer (%)", digits=(16, 4)
    )
    caetic_leave_provision = fields.Boolean(
        string="Provide for paid leave",
        help="Charged to the activity each month; off where the pay is smoothed over "
        "twelve months, leave included (R508).",
    )
    caetic_leave_rate = fields.Float(
        string="Paid leave (% of cost)", digits=(16, 2), default=10.0
    )
    caetic_pay_journal_id = fields.Many2one("account.journal", string="Journal of pay")
    caetic_wage_account_id = fields.Many2one(
        "account.account", string="Account of gross pay"
    )
    caetic_urssaf_charge_account_id = fields.Many2one(
        "account.account", string="Account of Urssaf charges"
    )
    caetic_retirement_charge_account_id = fields.Many2one(
        "account.account", string="Account of retirement charges"
    )
    caetic_insurance_charge_account_id = fields.Many2one(
        "account.account", string="Account of insurance charges"
    )
    caetic_other_charge_account_id = fields.Many2one(
        "account.account", string="Account of other charges"
    )
    caetic_net_account_id = fields.Many2one(
        "account.account", string="Account of net pay owed"
    )
    caetic_urssaf_account_id = fields.Many2one(
        "account.account", string="Account of the Urssaf"
    )
    caetic_other_body_account_id = fields.Many2one(
        "account.account", string="Account of other social bodies"
    )
    caetic_income_tax_account_id = fields.Many2one(
        "account.account", string="Account of income tax withheld"
    )
    caetic_leave_charge_account_id = fields.Many2one(
        "account.account", string="Account of paid leave"
    )
    caetic_leave_account_id = fields.Many2one(
        "account.account", string="Account of paid leave owed"
    )

    _pay_day_range = models.Constraint(
        "CHECK (caetic_pay_day BETWEEN 1 AND 31)", "A day of payment is 1 to 31."
    )
    _headcount_positive = models.Constraint(
        "CHECK (caetic_headcount >= 1)", "Somebody is employed: at least 1."
    )
    _apprentice_share_range = models.Constraint(
        "CHECK (caetic_apprentice_share BETWEEN 0 AND 100)",
        "A share of apprentices is between 0 and 100 %.",
    )
    _health_share_range = models.Constraint(
        "CHECK (caetic_health_share BETWEEN 0 AND 100)",
        "A share is between 0 and 100 %.",
    )

    def _caetic_get_health(self):
        """Return ``(premium, employer's share in %)`` of the collective contract."""
        self.ensure_one()
        premium = to_decimal(self.caetic_health_premium)
        return premium, to_decimal(self.caetic_health_share)

    def _caetic_load_payroll(self):
        """Add this addon's journal and default accounts to existing French charts."""
        for company in self:
            chart = self.env["account.chart.template"].with_company(company)
            journals = chart._get_caetic_payroll_fr_account_journal()
            defaults = {company.id: chart._get_caetic_payroll_defaults()}
            chart._load_data({"account.journal": journals, "res.company": defaults})
            chart._load_translations(
                companies=company, template_data={"account.journal": journals}
            )
