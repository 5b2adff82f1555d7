# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

NEAR_DAYS = 7


class CaeticDeskOpportunity(models.Model):
    """Needs that wait for coordinators: new ones, and those to answer soon."""

    _inherit = "caetic.desk"

    def _get_queues(self, today):
        opportunities = {
            "model": "caetic.opportunity",
            "action": "caetic_skills.caetic_opportunity_action",
        }
        near = fields.Date.add(today, days=NEAR_DAYS)
        waiting = ("search", "invited", "formed")
        return {
            **super()._get_queues(today),
            "opportunity_new": {**opportunities, "domain": [("state", "=", "new")]},
            "opportunity_due": {
                **opportunities,
                "domain": [
                    ("state", "in", waiting),
                    ("date_deadline", "!=", False),
                    ("date_deadline", "<=", near),
                ],
                "late": [("date_deadline", "<", today)],
            },
        }
