# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""World of the tests of pay: a cooperative of 30 people, work accidents at 1.5 %."""

from odoo.addons.caetic_members.tests.common import CaeticCommon


class PayrollCommon(CaeticCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.risk = cls.env["caetic.risk.code"].create(
            {
                "code": "741GB",
                "name": "Conseil",
                "company_id": cls.company.id,
                "rate_ids": [(0, 0, {"date_from": "2025-01-01", "rate": 1.5})],
            }
        )
        cls.company.write(
            {
                "caetic_headcount": 30,
                "caetic_risk_id": cls.risk.id,
                "caetic_settlement": "month",
                "caetic_health_premium": 0,
                "zip": "11300",
                "city": "Limoux",
                "street": "1 place de la République",
                "caetic_legal_form": "SCOP SA à capital variable",
            }
        )
        cls.ana = cls._create_member("Ana Ferrer", "ana_ferrer")
        cls.bruno = cls._create_member("Bruno Gil", "bruno_gil")
        cls.studio = cls._create_activity("Studio Garrigue", [cls.ana])
        cls.atelier = cls._create_activity("Atelier Razès", [cls.bruno])
        cls.contract = cls._create_contract(cls.ana, fixed_part=150)
        cls.other_contract = cls._create_contract(cls.bruno)

    @classmethod
    def _feed(cls, activity, amount, date="2026-09-15"):
        """Give an activity money that its customer has paid: 10 % is contributed."""
        invoice = cls._invoice({activity: amount}, date)
        cls._pay(invoice, invoice.amount_total, date)
        return invoice

    @classmethod
    def _request(cls, amount, mode="gross", month="2026-10-01", **values):
        return cls.env["caetic.pay.request"].create(
            {
                "member_id": cls.ana.id,
                "activity_id": cls.studio.id,
                "month": month,
                "mode": mode,
                "amount": amount,
                **values,
            }
        )

    @classmethod
    def _approved(cls, amount, mode="gross", month="2026-10-01", **values):
        request = cls._request(amount, mode, month, **values)
        request.action_submit()
        request.action_approve()
        return request

    @classmethod
    def _board(cls, month="2026-10-01"):
        return cls.env["hr.payslip.run"].create(
            {
                "caetic_is_month": True,
                "date_start": month,
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def _pay_month(cls, month="2026-10-01"):
        board = cls._board(month)
        board.action_caetic_compute()
        board.action_caetic_validate()
        return board
