# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticInterview(models.Model):
    """Coaching interviews: what the hub's record needs beyond the clock (R118)."""

    _inherit = "caetic.interview"

    funded_action_id = fields.Many2one(
        "caetic.funded.action", string="Funded action", index="btree_not_null"
    )
    hours = fields.Float(string="Length (hours)")
    task_ids = fields.One2many("caetic.plan.task", "interview_id", string="Action plan")
