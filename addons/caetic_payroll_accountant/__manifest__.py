# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Payroll - Accountant",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Payroll",
    "summary": "Net pay of a month as a SEPA credit transfer",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_payroll", "caetic_accountant"],
    "data": [
        "security/caetic_payroll_accountant_groups.xml",
        "views/hr_payslip_run_views.xml",
    ],
    "auto_install": True,
}
