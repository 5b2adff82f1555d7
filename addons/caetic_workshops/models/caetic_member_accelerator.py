# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

CONFIDENTIAL = (
    "caetic.accelerator.content",
    "caetic.accelerator.idea",
    "caetic.accelerator.learned",
)


class CaeticMemberAccelerator(models.Model):
    """What groups wrote leaves in an export made by the person, in no other."""

    _inherit = "caetic.member"

    def _get_exported_records(self, whole):
        found = super()._get_exported_records(whole)
        if self.user_id == self.env.user:
            return found
        for name in CONFIDENTIAL:
            found.pop(name, None)
        tasks = found.pop("caetic.plan.task", None)
        shown = tasks and tasks.filtered(lambda task: not task.accelerator_id)
        return {**found, "caetic.plan.task": shown} if shown else found
