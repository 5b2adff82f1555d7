# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResCompany(models.Model):
    """Whether customers pay on their pages."""

    _inherit = "res.company"

    def _caetic_is_paid_online(self):
        """Tell whether a customer would be offered a way to pay."""
        self.ensure_one()
        # Payment providers hold secrets: only whether there is one is told.
        providers_sudo = self.env["payment.provider"].sudo()
        domain = [
            ("state", "in", ("enabled", "test")),
            ("is_published", "=", True),
            ("company_id", "=", self.id),
        ]
        return bool(providers_sudo.search_count(domain, limit=1))
