# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivityContract(models.Model):
    """Contracts that wait for the signature of whoever opens the activity."""

    _inherit = "caetic.activity"

    def _get_todo(self):
        contracts = self.env["caetic.contract"].search(
            [
                ("member_id.user_id", "=", self.env.uid),
                ("state", "=", "sent"),
                ("member_signed_on", "=", False),
            ]
        )
        return super()._get_todo() + [
            {
                "title": self.env._("Sign your contract"),
                "url": f"/my/contracts/{contract.id}",
                "level": "warning",
            }
            for contract in contracts
        ]
