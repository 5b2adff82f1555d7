# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import allocate, to_decimal


class CaeticYearEndLine(models.Model):
    """The balance of a year as requests of pay, beside that of the month (R123)."""

    _inherit = "caetic.year.end.line"

    request_ids = fields.One2many(
        "caetic.pay.request", "year_end_line_id", string="Requests of pay"
    )

    def _settle_pay(self):
        """Ask for the pay of the balance, by each member's share of the result.

        A person without a contract any more gets a draft: the payroll officer decides
        on which month it is paid (R127).
        """
        result = super()._settle_pay()
        values = [value for line in self for value in line._prepare_requests()]
        # Accountants settle a year; requests are the payroll officer's.
        requests_sudo = self.env["caetic.pay.request"].sudo()
        requests_sudo = requests_sudo.create(values)
        requests_sudo.filtered("contract_id").action_submit()
        return result

    def _prepare_requests(self):
        self.ensure_one()
        month = fields.Date.context_today(self).replace(day=1)
        # Shares of members are read to write what is due to each.
        stakes_sudo = self.sudo().activity_id.stake_ids
        shares = {stake.member_id.id: to_decimal(stake.share) for stake in stakes_sudo}
        return [
            {
                "activity_id": self.activity_id.id,
                "member_id": member_id,
                "month": month,
                "mode": "cost",
                "amount": float(amount),
                "year_end_line_id": self.id,
            }
            for member_id, amount in allocate(
                to_decimal(self.pay_amount), shares
            ).items()
            if amount
        ]

    def _unsettle_pay(self):
        result = super()._unsettle_pay()
        # Same as above: whoever reopens a year takes its own requests back.
        requests_sudo = self.sudo().request_ids
        standing_sudo = requests_sudo.filtered(lambda one: one.state != "refused")
        for request in standing_sudo:
            if request.state == "paid" or request._has_payslip():
                raise UserError(
                    self.env._(
                        "The balance of %(name)s is being paid: cancel its payslip "
                        "first.",
                        name=request.member_id.name,
                    )
                )
        open_sudo = standing_sudo.filtered(lambda one: one.state != "draft")
        open_sudo._refuse(self.env._("The year is reopened."))
        (standing_sudo - open_sudo).unlink()
        return result
