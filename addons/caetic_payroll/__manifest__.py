# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Payroll",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Payroll",
    "summary": "From available money to a payslip, a net amount and the books",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_members", "payroll"],
    "data": [
        "security/caetic_payroll_groups.xml",
        "security/ir.model.access.csv",
        "security/caetic_payroll_security.xml",
        "data/caetic.parameter.csv",
        "data/caetic.payroll.parameter.csv",
        "views/caetic_payroll_parameter_views.xml",
        "views/caetic_contract_views.xml",
        "views/res_config_settings_views.xml",
        "views/caetic_desk_views.xml",
        "views/caetic_payroll_menus.xml",
    ],
    "post_init_hook": "post_init_hook",
}
