# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompany(models.Model):
    """Legal identity of the cooperative, as its documents print it (R601)."""

    _inherit = "res.company"

    caetic_signatory = fields.Char(
        string="Represented by",
        help="Name and function of whoever signs for the cooperative, as printed on "
        "contracts.",
    )

    def _caetic_get_siren(self):
        """SIREN of the cooperative; every activity acts under it (R002)."""
        self.ensure_one()
        return self.partner_id._get_siren() or ""

    def _caetic_get_seat(self):
        """Seat of the cooperative on one line."""
        self.ensure_one()
        place = " ".join(part for part in (self.zip, self.city) if part)
        return ", ".join(part for part in (self.street, self.street2, place) if part)
