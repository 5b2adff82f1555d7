# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPortfolioItem(models.Model):
    """A reference that a joint project left."""

    _inherit = "caetic.portfolio.item"

    joint_project_id = fields.Many2one(
        "project.project",
        string="Joint project",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _joint_project_uniq = models.UniqueIndex(
        "(profile_id, joint_project_id) WHERE joint_project_id IS NOT NULL",
        "This project is in the portfolio already.",
    )
