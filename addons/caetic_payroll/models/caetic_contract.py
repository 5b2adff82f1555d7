# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

SIGNED = ("signed", "running", "ended")


class CaeticContract(models.Model):
    """What a contract says that its payslips need."""

    _inherit = "caetic.contract"

    is_cadre = fields.Boolean(
        string="Executive (cadre)",
        tracking=True,
        help="Apec and 1.5 % of provident insurance (R507).",
    )
    risk_id = fields.Many2one(
        "caetic.risk.code",
        string="Risk code",
        ondelete="restrict",
        help="Empty: the one of the activity, else of the cooperative.",
    )
    health_choice = fields.Selection(
        [
            ("company", "The cooperative's contract"),
            ("own", "Another premium"),
            ("none", "Exempt"),
        ],
        string="Health insurance",
        default="company",
        required=True,
        help="An exemption is asked for by the person in writing (CSS D911-2).",
    )
    health_premium = fields.Monetary(string="Premium, a month")
    health_share = fields.Float(
        string="Employer's part (%)", digits=(16, 2), default=50.0
    )
    is_provident = fields.Boolean(string="Provident insurance", default=True)

    _health_share_range = models.Constraint(
        "CHECK (health_share BETWEEN 0 AND 100)", "A share is between 0 and 100 %."
    )
    _health_premium_positive = models.Constraint(
        "CHECK (health_premium >= 0)", "A premium cannot be negative."
    )

    def _get_health(self):
        """Return ``(premium, employer's share in %)`` of a month."""
        self.ensure_one()
        company = self.company_id
        if self.health_choice == "none":
            return 0.0, 0.0
        if self.health_choice == "own":
            return self.health_premium, self.health_share
        return company.caetic_health_premium, company.caetic_health_share

    def _get_risk(self, activity):
        """Return the risk code that applies to the pay of an activity (R509)."""
        self.ensure_one()
        return self.risk_id or activity.risk_id or self.company_id.caetic_risk_id

    def _runs_in(self, start, end):
        """Tell whether the contract covers a day or more of a period."""
        self.ensure_one()
        return self._runs_on(max(start, min(self.date_start, end)))

    def _get_outside_days(self, date):
        """Return the calendar days of a month that no contract of this kind covers.

        A renewal goes on with the contract that it renews.

        :param date: any day of the month
        """
        self.ensure_one()
        near = self.member_id.contract_ids.filtered(
            lambda one: one.kind == self.kind and one.state in SIGNED
        )
        periods = [(one.date_start, one.date_end or None) for one in near | self]
        return engine.outside_days(date, periods)

    def _get_fixed_part(self, date):
        """Return the fixed part due for a month, EUR (C. trav. R7331-11).

        Of a month that the contract begins or ends in: its calendar days only.

        :param date: any day of the month; the terms are those of its last day
        """
        self.ensure_one()
        last = fields.Date.end_of(date, "month")
        fixed = to_decimal(self._get_terms(last).fixed_part)
        return engine.fixed_part_due(fixed, self._get_outside_days(last), last.day)
