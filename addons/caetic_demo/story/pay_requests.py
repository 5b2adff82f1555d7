# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from .source import rows


class PayRequests:
    """How the cooperative pays, and what was asked for this month.

    The twelve months before were paid by a payroll office (see ``pay``).
    """

    def __init__(self, story):
        self.story = story
        self.env = story.env
        self.rows = rows("pay_requests")

    def tell(self):
        self._set_company()
        month = self.story.month(0)
        for row in self.rows:
            request = self.env["caetic.pay.request"].create(
                {
                    "member_id": self.story.records[row["login"]].id,
                    "activity_id": self.story.records[row["activity"]].id,
                    "month": month,
                    "mode": row["mode"],
                    "amount": float(row["amount"]),
                }
            )
            request.action_submit()
            if row["state"] == "approved":
                request.action_approve()
        self.env["hr.payslip.run"].create(
            {"caetic_is_month": True, "date_start": month}
        )

    def _set_company(self):
        risk = self.env["caetic.risk.code"].create(
            {
                "code": "741GB",
                "name": "Conseil et services informatiques",
                "rate_ids": [(0, 0, {"date_from": "2025-01-01", "rate": 1.1})],
            }
        )
        # Three people run the cooperative: the accountant prepares the pay as well.
        officer = self.env.ref("caetic_members.caetic_members_group_payroll_officer")
        self.story.records["jean"].group_ids += officer
        self.env.company.write(
            {
                "caetic_headcount": 12,
                "caetic_risk_id": risk.id,
                "caetic_health_premium": 40,
            }
        )
