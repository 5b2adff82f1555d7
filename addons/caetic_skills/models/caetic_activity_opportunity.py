# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL


class CaeticActivityOpportunity(models.Model):
    """Invitations to answer, on the home of an activity."""

    _inherit = "caetic.activity"

    def _get_todo_sources(self):
        return [
            *super()._get_todo_sources(),
            (self._get_invitation_todo, self._sql_invitation_todo()),
        ]

    def _sql_invitation_todo(self):
        return SQL(
            """
            SELECT FROM caetic_profile profile
            JOIN caetic_opportunity_invitation place ON place.profile_id = profile.id
            WHERE profile.partner_id = %s AND place.state = 'sent'
            """,
            self.env.user.partner_id.id,
        )

    def _get_invitation_todo(self):
        count = self.env["caetic.opportunity"]._portal_count_to_answer()
        if not count:
            return []
        title = (
            self.env._("%s invitations to a team wait for your answer", count)
            if count > 1
            else self.env._("An invitation to a team waits for your answer")
        )
        return [{"title": title, "url": "/my/opportunities", "level": "warning"}]
