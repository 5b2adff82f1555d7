# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.tools import SQL


class CaeticSalesReport(models.Model):
    """Turnover of activities beside their forecasts, by month, for staff.

    A row is a line of an issued document or a forecast: their measures never mix.
    """

    _name = "caetic.sales.report"
    _description = "Turnover and forecast"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "move_id"
    _depends = {
        "account.move": ["commercial_partner_id"],
        "account.move.line": [
            "caetic_activity_id",
            "caetic_amount",
            "caetic_term",
            "date",
            "parent_state",
        ],
        "caetic.sales.forecast": ["activity_id", "amount", "month"],
    }

    activity_id = fields.Many2one("caetic.activity", readonly=True)
    date = fields.Date(readonly=True)
    move_id = fields.Many2one("account.move", string="Document", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(string="Turnover (VAT excl.)", readonly=True)
    forecast = fields.Monetary(string="Forecast (VAT excl.)", readonly=True)

    @property
    def _table_query(self):
        """Lines have even numbers and forecasts odd ones: they never meet."""
        return SQL(
            """
            SELECT 2 * line.id AS id, line.caetic_activity_id AS activity_id, line.date,
                   line.move_id, move.commercial_partner_id AS partner_id,
                   line.company_id, line.caetic_amount AS amount, 0 AS forecast
              FROM account_move_line line
              JOIN account_move move ON move.id = line.move_id
             WHERE line.caetic_activity_id IS NOT NULL AND line.caetic_term = 'sale'
               AND line.parent_state = 'posted'
         UNION ALL
            SELECT 2 * id + 1, activity_id, month, NULL, NULL, company_id, 0, amount
              FROM caetic_sales_forecast
            """
        )
