# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class MailActivity(models.Model):
    """Alerts of deadlines: what people close by hand stays closed for its stage."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        alerts = self.filtered(
            lambda one: one.res_model == "caetic.deadline" and one.automated
        )
        deadlines = self.env["caetic.deadline"].browse(alerts.mapped("res_id"))
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        # Whoever may close the activity of a deadline has dealt with its stage.
        deadlines._set_done_sudo()
        return result
