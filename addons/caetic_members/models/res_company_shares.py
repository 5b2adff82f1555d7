# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompanyShares(models.Model):
    """Capital of the cooperative: journal, retention on pay, floor (R128)."""

    _inherit = "res.company"

    caetic_share_journal_id = fields.Many2one(
        "account.journal", string="Journal of capital"
    )
    caetic_share_retention_account_id = fields.Many2one(
        "account.account",
        string="Account of retentions on pay",
        help="Debited when parts are paid out of the pay.",
    )
    caetic_share_floor = fields.Monetary(
        string="Lowest capital",
        help="Floor of the articles of association: no withdrawal goes below it. The law "
        "asks for a tenth of the stated capital at least (C. com. L231-5).",
    )

    _share_floor_positive = models.Constraint(
        "CHECK (caetic_share_floor >= 0)", "The lowest capital cannot be negative."
    )

    def _caetic_get_share_identity(self):
        """Return the legal identity of the cooperative on one line (R601)."""
        self.ensure_one()
        place = " ".join(part for part in (self.zip, self.city) if part)
        seat = ", ".join(part for part in (self.street, self.street2, place) if part)
        number = "".join(filter(str.isdigit, self.company_registry or ""))[:9]
        parts = (
            self.name,
            self.caetic_legal_form,
            self.caetic_capital and f"capital : {self.caetic_capital}",
            number and f"SIREN {number}",
            self.caetic_rcs_city and f"RCS {self.caetic_rcs_city}",
            seat and f"siège : {seat}",
        )
        return " · ".join(part for part in parts if part)
