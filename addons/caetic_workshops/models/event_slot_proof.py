# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class EventSlotProof(models.Model):
    """Length of a half-day, from its hours on the clock."""

    _inherit = "event.slot"

    def _caetic_get_minutes(self):
        """Return the minutes from the start to the end of the half-day."""
        self.ensure_one()
        return int((self.end_datetime - self.start_datetime).total_seconds()) // 60
