# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from .. import engine


class CaeticCapitalWizard(models.TransientModel):
    """The capital on a day, and the limits of the law (R128, R130)."""

    _name = "caetic.capital.wizard"
    _description = "Limits of the capital"

    date = fields.Date(string="On", required=True, default=fields.Date.context_today)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(string="Capital", compute="_compute_figures")
    floor = fields.Monetary(string="Lowest capital", compute="_compute_figures")
    associates = fields.Integer(compute="_compute_figures")
    employees = fields.Integer(compute="_compute_figures")
    employee_capital = fields.Float(
        string="Capital of the employees",
        digits="Caetic Rate",
        compute="_compute_figures",
    )
    employee_votes = fields.Float(
        string="Votes of the employees",
        digits="Caetic Rate",
        compute="_compute_figures",
    )
    largest = fields.Float(
        string="Largest associate", digits="Caetic Rate", compute="_compute_figures"
    )
    warning = fields.Text(compute="_compute_figures")

    @api.depends("date", "company_id")
    def _compute_figures(self):
        for wizard in self:
            date = wizard.date or fields.Date.context_today(wizard)
            company = wizard.company_id
            figures = engine.capital_figures(company._get_stakes(date))
            wizard.value = float(figures.value)
            wizard.floor = float(company._get_capital_floor(date))
            wizard.associates = figures.associates
            wizard.employees = figures.employees
            wizard.employee_capital = float(figures.employee_capital)
            wizard.employee_votes = float(figures.employee_votes)
            wizard.largest = float(figures.largest)
            wizard.warning = "\n".join(company._get_capital_warnings(date))
