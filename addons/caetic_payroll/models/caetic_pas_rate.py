# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CaeticPasRate(models.Model):
    """Personal rate of income tax, as the tax administration sent it (R527).

    It tells of a household's income: payroll officers alone read it, it is in no
    chatter, and without a row in force the neutral scale applies.
    """

    _name = "caetic.pas.rate"
    _description = "Personal rate of income tax"
    _order = "member_id, date_from desc"

    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(
        string="Valid to",
        required=True,
        compute="_compute_date_to",
        store=True,
        readonly=False,
        precompute=True,
    )
    rate = fields.Float(string="Rate (%)", required=True, digits=(16, 2))
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _member_date_uniq = models.UniqueIndex(
        "(member_id, date_from)", "This person has a rate from that day on already."
    )
    _rate_range = models.Constraint(
        "CHECK (rate >= 0 AND rate < 100)", "A rate is between 0 and 100 %."
    )
    _dates_ordered = models.Constraint(
        "CHECK (date_to >= date_from)", "A rate cannot end before it starts."
    )

    @api.depends("date_from")
    def _compute_date_to(self):
        figures = self.env["caetic.parameter"]
        for row in self:
            if row.date_from:
                months = figures._get_count("pas_rate_months", row.date_from)
                row.date_to = row.date_from + relativedelta(months=months, day=31)

    @api.model
    def _get_rates_sudo(self, members, date):
        """Return the rate in force of each member who has one.

        :returns: ``{member_id: Decimal in %}``
        """
        # The pay of a person is computed with their rate by whoever computes it.
        rows_sudo = self.sudo().search(
            [
                ("member_id", "in", members.ids),
                ("date_from", "<=", date),
                ("date_to", ">=", date),
            ],
            order="date_from",
        )
        return {row.member_id.id: Decimal(str(row.rate)) for row in rows_sudo}
