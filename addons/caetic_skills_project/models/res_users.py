# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    def _generate_onboarding_todo(self):
        """Nothing: Odoo would give each new colleague a task that shows off its list.

        Projects come here with the joint projects of a team; tasks are theirs.
        """
