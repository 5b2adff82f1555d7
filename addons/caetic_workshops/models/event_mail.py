# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class EventMail(models.Model):
    _inherit = "event.mail"

    def _execute_event_based_for_registrations(self, registrations):
        """Remind those who have a seat, not those who wait for one."""
        seated = registrations.filtered(lambda one: one.state != "waiting")
        if not seated:
            return True
        return super()._execute_event_based_for_registrations(seated)
