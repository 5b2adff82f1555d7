# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class ProjectProject(models.Model):
    """What the customer was invoiced for a joint project, and has not paid yet."""

    _inherit = "project.project"

    def _get_joint_figures(self):
        """Add the invoices of the opportunity: drafts and cancelled ones count not."""
        figures = super()._get_joint_figures()
        invoices = self.caetic_opportunity_id.invoice_ids.filtered(
            lambda move: move.state == "posted"
        )
        if not invoices:
            return figures
        labels = {
            "amount_untaxed_signed": self.env._("Invoiced excl. VAT"),
            "amount_residual_signed": self.env._("Not paid yet, VAT included"),
        }
        return [
            *figures,
            *(
                (
                    label,
                    sum(invoices.mapped(name)),
                    [self._get_joint_part(move, move[name]) for move in invoices],
                )
                for name, label in labels.items()
            ),
        ]

    def _get_joint_part(self, move, amount):
        """Return an invoice as a part of a figure; it opens for who issued it."""
        activity = move.caetic_activity_id
        is_own = self.env.user in activity.member_ids.user_id
        return {
            "name": move.name,
            "date": move.invoice_date,
            "amount": amount,
            "url": f"/my/activities/{activity.id}/invoices/{move.id}" if is_own else "",
        }
