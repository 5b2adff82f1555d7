# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL


class CaeticActivity(models.Model):
    """Documents that did not reach their customer."""

    _inherit = "caetic.activity"

    def _get_todo_sources(self):
        """A document that was not delivered waits for a better address."""
        return [
            *super()._get_todo_sources(),
            (self._get_undelivered_todo, self._sql_undelivered_todo()),
        ]

    def _sql_undelivered_todo(self):
        return SQL(
            """
            SELECT FROM account_move
            WHERE caetic_activity_id = %s AND caetic_sending_state = 'failed'
            """,
            self.id,
        )

    def _get_undelivered_todo(self):
        self.ensure_one()
        failed_sudo = self._get_documents_sudo().search(
            [*self._get_document_domain(), ("caetic_sending_state", "=", "failed")],
            limit=5,
        )
        return [
            {
                "title": self.env._(
                    "%(name)s did not reach %(customer)s",
                    name=move.name,
                    customer=move.partner_id.name,
                ),
                "url": f"/my/activities/{self.id}/invoices/{move.id}",
                "level": "warning",
            }
            for move in failed_sudo
        ]
