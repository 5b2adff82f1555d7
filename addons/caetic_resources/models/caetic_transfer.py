# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticTransfer(models.Model):
    """A transfer may charge bookings; cancelled, it leaves them to be charged again."""

    _inherit = "caetic.transfer"

    booking_ids = fields.One2many(
        "caetic.resource.booking", "transfer_id", string="Bookings charged"
    )

    def action_cancel(self):
        result = super().action_cancel()
        # Accountants cancel transfers without a right to write bookings.
        bookings_sudo = self.sudo().booking_ids
        bookings_sudo.write({"transfer_id": False})
        return result
