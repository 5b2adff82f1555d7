# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine
from .caetic_pay_request import MODES, OPEN

ZERO = Decimal(0)
LAST_MONTH = 12


class CaeticActivity(models.Model):
    """What a member does about their own pay from the portal.

    A portal user has no right on requests of pay nor on payslips. Each method checks
    that the user is a member of this very activity, takes typed values, and raises its
    privilege for one named act.
    """

    _inherit = "caetic.activity"

    def _portal_get_pay_months(self):
        """Return the first days of the months that may be asked for."""
        start = fields.Date.context_today(self).replace(day=1)
        return [start, fields.Date.add(start, months=1)]

    def _portal_get_pay_request(self, month):
        """Return the person's request for a month, not refused, or an empty record."""
        member_sudo = self._portal_check()
        requests_sudo = member_sudo.env["caetic.pay.request"]
        return requests_sudo.search(
            [
                ("activity_id", "=", self.id),
                ("member_id", "=", member_sudo.id),
                ("month", "=", month),
                ("state", "!=", "refused"),
                ("year_end_line_id", "=", False),
            ]
        )

    def _portal_get_refusal(self, month):
        """Return the last refused request of a month, or an empty record."""
        member_sudo = self._portal_check()
        requests_sudo = member_sudo.env["caetic.pay.request"]
        return requests_sudo.search(
            [
                ("activity_id", "=", self.id),
                ("member_id", "=", member_sudo.id),
                ("month", "=", month),
                ("state", "=", "refused"),
                ("year_end_line_id", "=", False),
            ],
            order="id desc",
            limit=1,
        )

    # -- figures --------------------------------------------------------------------

    def _portal_get_pay(self, month):
        """Return what a month's pay starts from, EUR.

        :returns: dict of Decimals ``available``, ``reserve``, ``asked`` (elsewhere),
            ``payable``, ``fixed_part``; and ``request``, ``contract``
        """
        request_sudo = self._portal_get_pay_request(month)
        draft_sudo = self._portal_new_request(month, "cost", ZERO)
        # Found as a member just before: their activity's own account.
        activity_sudo = self.sudo()
        statement = activity_sudo._get_statement()
        own = to_decimal(request_sudo._get_own_cost())
        return {
            "request": request_sudo,
            "contract": draft_sudo.contract_id,
            "available": statement.available,
            "reserve": statement.reserve_floor,
            "asked": engine.asked_elsewhere(statement.pending, own),
            "payable": statement.payable_besides(own),
            "fixed_part": to_decimal(draft_sudo.fixed_part),
        }

    def _portal_new_request(self, month, mode, amount):
        """Return a request that is not saved, in superuser mode, to compute with."""
        member_sudo = self._portal_check()
        requests_sudo = member_sudo.env["caetic.pay.request"]
        return requests_sudo.new(
            {
                "member_id": member_sudo.id,
                "activity_id": self.id,
                "month": month,
                "mode": mode,
                "amount": float(amount),
            }
        )

    def _portal_compute_pay(self, month, mode, amount):
        """Return what an amount gives, and where each euro goes.

        :param str mode: ``cost``, ``gross``, ``net`` or ``stable``
        :param amount: Decimal, EUR
        :returns: engine.Payslip, or nothing without a contract
        :raises UserError: what the engine refuses, in words
        """
        draft_sudo = self._portal_new_request(month, mode, amount)
        if not draft_sudo.contract_id:
            return None
        reader_sudo = draft_sudo.env["caetic.pay.reader"]
        return reader_sudo._solve_request(draft_sudo).payslip

    def _portal_get_room(self, payslip, payable=ZERO):
        """Return what a pay takes from the account, and what stays of it.

        :param payable: Decimal, EUR
        :returns: ``(cost with the provision for paid leave, what stays)``, EUR
        """
        self._portal_check()
        company_sudo = self.company_id.sudo()  # Checked: a setting, no more.
        reader = self.env["caetic.pay.reader"]
        cost = reader._get_payslip_figures(payslip, company_sudo).cost
        return cost, engine.room(payable, cost).left

    def _portal_get_line_names(self):
        """Return ``{line code: name}`` of the contributions, in the user's language."""
        self._portal_check()
        # Names of contributions are on every payslip: they are nobody's secret.
        rules_sudo = self.env["hr.salary.rule"].sudo()
        return rules_sudo._get_caetic_labels()

    def _portal_get_plan(self, month, payable):
        """Return what a stable pay until December would be, and what it saves (R422).

        :returns: dict of ``months``, ``net`` and ``saving`` (EUR), or nothing
        """
        count = LAST_MONTH - month.month + 1
        draft_sudo = self._portal_new_request(month, "cost", payable / count)
        if count < 2 or payable <= ZERO or not draft_sudo.contract_id:
            return None
        reader_sudo = draft_sudo.env["caetic.pay.reader"]
        try:
            return reader_sudo._get_plan(draft_sudo, count)
        except UserError:
            return None

    # -- acts -----------------------------------------------------------------------

    def _portal_check_amount(self, month, mode, amount):
        """Return ``{field: (code, facts)}`` of what is wrong with a request.

        What is asked stays within what is available; the fixed part is due whatever
        the account says (R529).
        """
        if month not in self._portal_get_pay_months():
            return {"month": ("unknown", {})}
        if mode not in dict(MODES):
            return {"mode": ("unknown", {})}
        if amount <= ZERO:
            return {"amount": ("not_positive", {})}
        start = self._portal_get_pay(month)
        if not start["contract"]:
            return {"month": ("no_contract", {})}
        if start["request"].state in ("approved", "paid"):
            return {"month": ("settled", {})}
        payslip = self._portal_compute_pay(month, mode, amount)
        cost, left = self._portal_get_room(payslip, start["payable"])
        if left < ZERO and payslip.gross > start["fixed_part"]:
            facts = {"cost": cost, "payable": start["payable"]}
            return {"amount": ("too_much", facts)}
        if payslip.gross < start["fixed_part"]:
            return {"amount": ("below_fixed", {"fixed": start["fixed_part"]})}
        return {}

    def _portal_submit_pay(self, month, mode, amount):
        """Ask for a month's pay, or change what was asked while staff have not acted.

        :param month: first day of the month
        :param amount: Decimal, EUR
        :returns: ``(request in superuser mode, issues)``
        """
        member_sudo = self._portal_check()
        issues = self._portal_check_amount(month, mode, amount)
        request_sudo = self._portal_get_pay_request(month)
        if issues:
            return request_sudo, issues
        values = {"mode": mode, "amount": float(amount)}
        if request_sudo:
            request_sudo.write(values)
        else:
            request_sudo = request_sudo.create(
                {
                    **values,
                    "member_id": member_sudo.id,
                    "activity_id": self.id,
                    "month": month,
                }
            )
        if request_sudo.state == "draft":
            request_sudo.action_submit()
        return request_sudo, {}

    def _portal_withdraw_pay(self, month):
        """Take back one's own request while staff have not approved it."""
        request_sudo = self._portal_get_pay_request(month)
        if request_sudo.state != "submitted":
            raise UserError(self.env._("This request can no longer be taken back."))
        request_sudo.write({"state": "draft"})

    # -- home -----------------------------------------------------------------------

    def _portal_get_next_pay(self):
        """Return the person's request that waits to be paid, or an empty record."""
        member_sudo = self._portal_check()
        requests_sudo = member_sudo.env["caetic.pay.request"]
        return requests_sudo.search(
            [
                ("activity_id", "=", self.id),
                ("member_id", "=", member_sudo.id),
                ("state", "in", OPEN),
            ],
            order="month",
            limit=1,
        )
