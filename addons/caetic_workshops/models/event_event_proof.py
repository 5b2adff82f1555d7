# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from odoo.addons.caetic_members.archive import clean_name


class EventEventProof(models.Model):
    """Name of a session in archives."""

    _inherit = "event.event"

    def _caetic_get_folder(self):
        """Return the name of the folder of a session: its day, name and number."""
        self.ensure_one()
        zone = self.with_context(tz=self.date_tz)
        day = fields.Datetime.context_timestamp(zone, self.date_begin)
        return clean_name(f"{day:%Y-%m-%d} {self.name} {self.id}")
