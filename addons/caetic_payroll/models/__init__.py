# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_chart_template,
    caetic_activity,
    caetic_contract,
    caetic_desk,
    caetic_member,
    caetic_pas_rate,
    caetic_payroll_parameter,
    caetic_risk_code,
    caetic_risk_rate,
    hr_salary_rule,
    res_company,
    res_config_settings,
)
