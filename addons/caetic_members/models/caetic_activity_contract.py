# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL


class CaeticActivityContract(models.Model):
    """Contracts that wait for the signature of whoever opens the activity."""

    _inherit = "caetic.activity"

    def _get_todo_sources(self):
        return [
            *super()._get_todo_sources(),
            (self._get_contract_todo, self._sql_contract_todo()),
        ]

    def _sql_contract_todo(self):
        return SQL(
            """
            SELECT FROM caetic_contract contract
            JOIN caetic_member member ON member.id = contract.member_id
            WHERE member.user_id = %s AND contract.state = 'sent'
            AND contract.member_signed_on IS NULL
            """,
            self.env.uid,
        )

    def _get_contract_todo(self):
        contracts = self.env["caetic.contract"].search(
            [
                ("member_id.user_id", "=", self.env.uid),
                ("state", "=", "sent"),
                ("member_signed_on", "=", False),
            ]
        )
        return [
            {
                "title": self.env._("Sign your contract"),
                "url": f"/my/contracts/{contract.id}",
                "level": "warning",
            }
            for contract in contracts
        ]
