# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivityOpportunity(models.Model):
    """Invitations to answer, on the home of an activity."""

    _inherit = "caetic.activity"

    def _get_todo(self):
        count = self.env["caetic.opportunity"]._portal_count_to_answer()
        todos = super()._get_todo()
        if not count:
            return todos
        title = (
            self.env._("%s invitations to a team wait for your answer", count)
            if count > 1
            else self.env._("An invitation to a team waits for your answer")
        )
        row = {"title": title, "url": "/my/opportunities", "level": "warning"}
        return [*todos, row]
