# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticPlanTask(models.Model):
    """Task of an action plan: dated, for one person."""

    _name = "caetic.plan.task"
    _description = "Task of an action plan"
    _order = "date_due, id"

    name = fields.Char(string="Task", required=True)
    interview_id = fields.Many2one(
        "caetic.interview", index="btree_not_null", ondelete="cascade"
    )
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Who does it", required=True, index=True
    )
    date_due = fields.Date(string="By", required=True)
    state = fields.Selection(
        [("todo", "To do"), ("done", "Done"), ("dropped", "Dropped")],
        required=True,
        default="todo",
    )
    company_id = fields.Many2one(related="member_id.company_id", store=True)
