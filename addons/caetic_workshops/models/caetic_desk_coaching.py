# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticDeskCoaching(models.Model):
    """What waits for advisers: reports, next interviews, tasks, grids."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        own = ("member_id.adviser_ids", "in", [self.env.uid])
        week = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        members = self.env["caetic.member"]
        return {
            **super()._get_queues(today),
            "reports": {
                "model": "caetic.interview",
                "domain": [
                    ("state", "=", "planned"),
                    ("stop", "<", fields.Datetime.now()),
                    ("adviser_id", "=", self.env.uid),
                ],
                "late": [("stop", "<", week)],
                "action": "caetic_members.caetic_interview_action",
            },
            "no_next": {
                "model": "caetic.member",
                "domain": [
                    ("adviser_ids", "in", [self.env.uid]),
                    *members._get_without_next_domain(),
                ],
                "action": "caetic_members.caetic_member_action",
            },
            "late_tasks": {
                "model": "caetic.plan.task",
                "domain": [
                    ("state", "=", "todo"),
                    ("date_due", "<", today),
                    "|",
                    own,
                    ("partner_id", "=", self.env.user.partner_id.id),
                ],
                "action": "caetic_workshops.caetic_plan_task_action",
            },
            "grids": {
                "model": "caetic.competence.grid",
                "domain": [("state", "!=", "validated"), own],
                "late": [("date_due", "<", today)],
                "action": "caetic_workshops.caetic_competence_grid_action",
            },
        }
