# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine


class CaeticFundInstalment(models.Model):
    """What comes back of a loan in a month, taken by its close."""

    _name = "caetic.fund.instalment"
    _description = "Instalment of a loan of a fund"
    _order = "request_id, date, id"

    request_id = fields.Many2one(
        "caetic.fund.request", required=True, index=True, ondelete="cascade"
    )
    activity_id = fields.Many2one(
        related="request_id.activity_id", store=True, index=True
    )
    company_id = fields.Many2one(related="request_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(string="Due on", required=True)
    amount = fields.Monetary(required=True)
    is_taken = fields.Boolean(
        string="Taken", compute="_compute_is_taken", help="Its month is closed."
    )

    _amount_positive = models.Constraint(
        "CHECK (amount > 0)", "An instalment is above zero."
    )

    @api.depends("date", "activity_id")
    def _compute_is_taken(self):
        # Which months of an activity are closed is no secret of those who read it.
        lines_sudo = self.env["caetic.closing.line"].sudo()
        groups = lines_sudo._read_group(
            [("activity_id", "in", self.activity_id.ids), ("state", "=", "posted")],
            ["activity_id"],
            ["date:max"],
        )
        closed = {activity.id: last for activity, last in groups}
        for one in self:
            last = closed.get(one.activity_id.id)
            one.is_taken = bool(last and one.date <= last)

    def _to_engine(self):
        """Return the engine.Instalment of each."""
        return tuple(
            engine.Instalment(
                self.env._(
                    "Loan paid back: %(fund)s", fund=one.request_id.fund_id.name
                ),
                one.request_id.fund_id.analytic_account_id.id,
                one.date,
                to_decimal(one.amount),
            )
            for one in self
        )
