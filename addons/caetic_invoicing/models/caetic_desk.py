# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import models

SUBMITTED = [
    ("caetic_activity_id", "!=", False),
    ("caetic_approval_state", "=", "submitted"),
    ("state", "=", "draft"),
]


class CaeticDesk(models.Model):
    """Documents that wait for approval, by reason."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        return {
            **super()._get_queues(today),
            "approvals": {
                "model": "account.move",
                "domain": SUBMITTED,
                "action": "caetic_invoicing.account_move_action_approval",
                "detail": self._get_approval_detail,
            },
        }

    def _get_approval_detail(self):
        """Count the reasons in a line: a document may have several."""
        moves = self.env["account.move"].search_fetch(
            SUBMITTED, ["caetic_approval_codes"]
        )
        codes = Counter()
        for move in moves:
            codes.update(move.caetic_approval_codes or ())
        names = self._get_approval_names()
        found = codes.most_common()
        return ", ".join(f"{names[code]} ({count})" for code, count in found)

    def _get_approval_names(self):
        return {
            "kind": self.env._("kind"),
            "amount": self.env._("amount"),
            "siret": self.env._("SIRET"),
            "vat": self.env._("VAT number"),
            "address": self.env._("address"),
            "foreign": self.env._("customer abroad"),
            "training": self.env._("training number"),
            "backdated": self.env._("date"),
            "shared": self.env._("shared"),
            "share_pending": self.env._("share not accepted"),
            "identity": self.env._("legal identity"),
            "new_customer": self.env._("first invoice"),
            "public_body": self.env._("public body"),
        }
