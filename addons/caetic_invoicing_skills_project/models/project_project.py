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
        return [
            *figures,
            (
                self.env._("Invoiced excl. VAT"),
                sum(invoices.mapped("amount_untaxed_signed")),
            ),
            (
                self.env._("Not paid yet, VAT included"),
                sum(invoices.mapped("amount_residual_signed")),
            ),
        ]
