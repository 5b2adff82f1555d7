# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeticRiskCode(models.Model):
    """Risk of work accidents of a trade, with the rate that the Carsat notifies (R509).

    A cooperative with manual trades has several; each activity points to one.
    """

    _name = "caetic.risk.code"
    _description = "Risk code of work accidents"
    _order = "code, id"

    code = fields.Char(required=True, help="As notified, for instance 741GB.")
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    rate_ids = fields.One2many("caetic.risk.rate", "risk_id", string="Rates")
    rate = fields.Float(
        string="Rate of today (%)", digits=(16, 4), compute="_compute_rate"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    _code_uniq = models.UniqueIndex(
        "(company_id, code)", "This risk code exists already."
    )

    @api.depends("rate_ids.rate", "rate_ids.date_from")
    def _compute_rate(self):
        today = fields.Date.context_today(self)
        for risk in self:
            risk.rate = risk._find_rate(today).rate

    @api.depends("code", "name")
    def _compute_display_name(self):
        for risk in self:
            risk.display_name = f"{risk.code} {risk.name}"

    def _find_rate(self, date):
        self.ensure_one()
        known = self.rate_ids.filtered(lambda row: row.date_from <= date)
        return known.sorted("date_from")[-1:]

    def _get_rate(self, date):
        """Return the rate in force on a day.

        :returns: Decimal, in %
        :raises UserError: no rate is known for that day
        """
        self.ensure_one()
        row = self._find_rate(date)
        if not row:
            raise UserError(
                self.env._(
                    "The risk code %(code)s has no rate on %(date)s: enter the one "
                    "that the Carsat notified.",
                    code=self.code,
                    date=date,
                )
            )
        return Decimal(str(row.rate))
