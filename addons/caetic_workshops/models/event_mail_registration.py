# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class EventMailRegistration(models.Model):
    _inherit = "event.mail.registration"

    def _execute_on_registrations(self):
        """Confirm a seat to those who have one, not to those who wait for one."""
        seated = self.filtered(lambda one: one.registration_id.state != "waiting")
        if not seated:
            return None
        return super(EventMailRegistration, seated)._execute_on_registrations()
