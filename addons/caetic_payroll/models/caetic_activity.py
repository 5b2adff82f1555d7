# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.caetic_members.engine import to_decimal

from .caetic_pay_request import OPEN


class CaeticActivity(models.Model):
    """What the pay of an activity needs."""

    _inherit = "caetic.activity"

    risk_id = fields.Many2one(
        "caetic.risk.code",
        string="Risk code",
        ondelete="restrict",
        groups="base.group_user",
        help="Rate of work accidents; empty: the one of the cooperative (R509).",
    )
    pay_request_ids = fields.One2many(
        "caetic.pay.request",
        "activity_id",
        string="Requests of pay",
        groups="base.group_user",
    )
    pay_pending = fields.Monetary(
        string="Pay asked for",
        compute="_compute_pay_pending",
        compute_sudo=True,
        help="Cost of the requests of pay that the account does not count yet: without "
        "a valid payslip, or of a month that has not ended.",
    )

    @api.depends("pay_request_ids.state", "pay_request_ids.cost")
    def _compute_pay_pending(self):
        # Whoever reads the activity's account reads what was asked of it.
        requests_sudo = self.env["caetic.pay.request"].sudo()
        groups = requests_sudo._read_group(
            Domain("activity_id", "in", self.ids) & self._get_uncounted_domain(),
            ["activity_id"],
            ["cost:sum"],
        )
        sums = {activity.id: cost for activity, cost in groups}
        for activity in self:
            activity.pay_pending = sums.get(activity.id, 0)

    def _get_uncounted_domain(self):
        """Pay counts on the last day of its month: until then it is kept aside."""
        tomorrow = fields.Date.add(fields.Date.context_today(self), days=1)
        ahead = Domain("month", ">=", fields.Date.start_of(tomorrow, "month"))
        return Domain("state", "in", OPEN) | (Domain("state", "=", "paid") & ahead)

    def _get_pending_amount(self):
        """What is asked for is not offered twice (design: payable)."""
        return super()._get_pending_amount() + to_decimal(self.pay_pending)

    def _get_why_asked(self):
        rows = super()._get_why_asked()
        if self.pay_pending:
            url = f"/my/activities/{self.id}/pay"
            label = self.env._("Pay asked for")
            rows.append(self._get_why_row(label, self.pay_pending, url=url))
        return rows
