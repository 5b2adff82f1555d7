# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from odoo import models


class AccountStatementImport(models.TransientModel):
    """A file that is read twice adds nothing, whatever its format."""

    _inherit = "account.statement.import"

    def _complete_stmts_vals(self, stmts_vals, journal, account_number):
        """Give an identity to the movements of CAMT and sheets, which have none.

        Same day, amount, reference and label: the first of a file, the second, ...
        """
        for statement in stmts_vals:
            seen = Counter()
            for line in statement["transactions"]:
                names = ("date", "amount", "ref", "payment_ref", "partner_name")
                key = "-".join(str(line.get(name) or "") for name in names)
                seen[key] += 1
                if not line.get("unique_import_id"):
                    line["unique_import_id"] = f"{key}-{seen[key]}"
        return super()._complete_stmts_vals(stmts_vals, journal, account_number)
