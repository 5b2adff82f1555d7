# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Currency of pay"
    )
    caetic_pay_mode = fields.Selection(
        related="company_id.caetic_pay_mode", readonly=False
    )
    caetic_pay_day = fields.Integer(related="company_id.caetic_pay_day", readonly=False)
    caetic_agreement = fields.Char(
        related="company_id.caetic_agreement", readonly=False
    )
    caetic_headcount = fields.Integer(
        related="company_id.caetic_headcount", readonly=False
    )
    caetic_risk_id = fields.Many2one(
        related="company_id.caetic_risk_id", readonly=False
    )
    caetic_mobility_rate = fields.Float(
        related="company_id.caetic_mobility_rate", readonly=False
    )
    caetic_alsace_moselle = fields.Boolean(
        related="company_id.caetic_alsace_moselle", readonly=False
    )
    caetic_is_association = fields.Boolean(
        related="company_id.caetic_is_association", readonly=False
    )
    caetic_apprentice_share = fields.Float(
        related="company_id.caetic_apprentice_share", readonly=False
    )
    caetic_wage_tax = fields.Boolean(
        related="company_id.caetic_wage_tax", readonly=False
    )
    caetic_esa_hours_smic = fields.Selection(
        related="company_id.caetic_esa_hours_smic", readonly=False
    )
    caetic_settlement = fields.Selection(
        related="company_id.caetic_settlement", readonly=False
    )
    caetic_health_premium = fields.Monetary(
        related="company_id.caetic_health_premium",
        readonly=False,
        currency_field="caetic_currency_id",
    )
    caetic_health_share = fields.Float(
        related="company_id.caetic_health_share", readonly=False
    )
    caetic_prevoyance_employee_rate = fields.Float(
        related="company_id.caetic_prevoyance_employee_rate", readonly=False
    )
    caetic_prevoyance_employer_rate = fields.Float(
        related="company_id.caetic_prevoyance_employer_rate", readonly=False
    )
    caetic_leave_provision = fields.Boolean(
        related="company_id.caetic_leave_provision", readonly=False
    )
    caetic_leave_rate = fields.Float(
        related="company_id.caetic_leave_rate", readonly=False
    )
    caetic_pay_journal_id = fields.Many2one(
        related="company_id.caetic_pay_journal_id", readonly=False
    )
    caetic_wage_account_id = fields.Many2one(
        related="company_id.caetic_wage_account_id", readonly=False
    )
    caetic_urssaf_charge_account_id = fields.Many2one(
        related="company_id.caetic_urssaf_charge_account_id", readonly=False
    )
    caetic_retirement_charge_account_id = fields.Many2one(
        related="company_id.caetic_retirement_charge_account_id", readonly=False
    )
    caetic_insurance_charge_account_id = fields.Many2one(
        related="company_id.caetic_insurance_charge_account_id", readonly=False
    )
    caetic_other_charge_account_id = fields.Many2one(
        related="company_id.caetic_other_charge_account_id", readonly=False
    )
    caetic_net_account_id = fields.Many2one(
        related="company_id.caetic_net_account_id", readonly=False
    )
    caetic_urssaf_account_id = fields.Many2one(
        related="company_id.caetic_urssaf_account_id", readonly=False
    )
    caetic_other_body_account_id = fields.Many2one(
        related="company_id.caetic_other_body_account_id", readonly=False
    )
    caetic_income_tax_account_id = fields.Many2one(
        related="company_id.caetic_income_tax_account_id", readonly=False
    )
    caetic_leave_charge_account_id = fields.Many2one(
        related="company_id.caetic_leave_charge_account_id", readonly=False
    )
    caetic_leave_account_id = fields.Many2one(
        related="company_id.caetic_leave_account_id", readonly=False
    )
