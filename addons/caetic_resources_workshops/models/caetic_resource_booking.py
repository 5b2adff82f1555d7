# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticResourceBooking(models.Model):
    _inherit = "caetic.resource.booking"

    def _get_calendar_entry(self):
        """Return the booking as an entry of a calendar, moments in UTC."""
        self.ensure_one()
        return {
            "uid": f"booking-{self.id}",
            "stamp": self.write_date,
            "start": self.start,
            "end": self.stop,
            "title": self.resource_id.name,
            "place": self.resource_id.place or "",
            "description": self.words or "",
            "url": f"{self.get_base_url()}/my/resources/bookings",
        }
