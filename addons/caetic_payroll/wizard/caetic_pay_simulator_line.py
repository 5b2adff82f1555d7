# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.tools.misc import format_date


class CaeticPaySimulatorLine(models.TransientModel):
    """A month of a simulation: change its turnover and compute again."""

    _name = "caetic.pay.simulator.line"
    _description = "Month of a simulation of pay"
    _order = "simulator_id, month"

    simulator_id = fields.Many2one(
        "caetic.pay.simulator", required=True, index=True, ondelete="cascade"
    )
    month = fields.Date(required=True)
    month_words = fields.Char(string="Month of pay", compute="_compute_month_words")
    turnover = fields.Monetary()
    charges = fields.Monetary(string="Expenses")
    contribution = fields.Monetary(readonly=True)
    cost = fields.Monetary(readonly=True)
    gross = fields.Monetary(readonly=True)
    net = fields.Monetary(string="Net before tax", readonly=True)
    net_paid = fields.Monetary(string="Net after tax", readonly=True)
    left = fields.Monetary(string="Stays", readonly=True)
    currency_id = fields.Many2one(related="simulator_id.currency_id")

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_words(self):
        for line in self:
            line.month_words = format_date(self.env, line.month, date_format="MMMM y")

    def _prepare_month(self, month):
        """Return what the engine says of the month.

        :param month: engine MonthPay
        """
        payslip = month.payslip
        return {
            "contribution": month.money.contribution,
            "cost": payslip.cost if payslip else 0,
            "gross": payslip.gross if payslip else 0,
            "net": payslip.net if payslip else 0,
            "net_paid": payslip.net_paid if payslip else 0,
            "left": month.left,
        }
