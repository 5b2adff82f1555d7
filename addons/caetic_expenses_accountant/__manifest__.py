# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "CAETIC Expenses - Accountant",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Expenses",
    "summary": "Expenses reimbursed by one SEPA credit transfer",
    "author": "CAETIC",
    "website": "https://github.com/caetic/caetic",
    "license": "AGPL-3",
    "depends": ["caetic_expenses", "caetic_accountant"],
    "data": [
        "security/caetic_expenses_accountant_groups.xml",
        "views/hr_expense_views.xml",
    ],
    "auto_install": True,
}
