# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    """What an entrepreneur asks of shared funds, and the equipment they use."""

    _inherit = "caetic.activity"

    def _portal_get_funds(self):
        """Return what the page of funds shows: funds, own requests, equipment.

        :returns: dict of ``funds``, ``requests`` and ``equipment`` in superuser mode
        """
        member_sudo = self._portal_check()
        env = member_sudo.env
        own = [("activity_id", "=", self.id)]
        return {
            "funds": env["caetic.fund"].search(
                [("company_id", "=", self.company_id.id)]
            ),
            "requests": env["caetic.fund.request"].search(own),
            "equipment": env["caetic.equipment"].search(
                [*own, ("state", "=", "running")]
            ),
        }

    def _portal_ask_fund(self, asked):
        """Ask a fund; the committee decides.

        :param asked: engine.FundAsked without issues, of a fund of the cooperative
        :raises UserError: for who has left
        """
        member_sudo = self._portal_check()
        self._portal_check_present()
        requests_sudo = member_sudo.env["caetic.fund.request"]
        return requests_sudo.create(
            {
                "fund_id": asked.fund_id,
                "activity_id": self.id,
                "member_id": member_sudo.id,
                "kind": asked.kind,
                "amount": float(asked.amount),
                "months": asked.months,
                "reason": asked.reason,
            }
        )
