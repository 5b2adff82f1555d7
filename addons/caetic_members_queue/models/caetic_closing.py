# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.queue_job.job import FAILED


class CaeticClosing(models.Model):
    """A close at work in the background: what is left, and how to stop it."""

    _inherit = "caetic.closing"

    job_count = fields.Integer(string="Steps left", compute="_compute_job_count")
    job_failed = fields.Boolean(string="A step failed", compute="_compute_job_count")

    @api.depends("state", "progress")
    def _compute_job_count(self):
        for closing in self:
            jobs_sudo = closing._caetic_get_jobs_sudo()
            closing.job_count = len(jobs_sudo)
            closing.job_failed = FAILED in jobs_sudo.mapped("state")

    def action_stop_jobs(self):
        """Stop the work in the background; what is done stays, and can be resumed."""
        self.check_access("write")
        for closing in self:
            closing._caetic_stop_jobs_sudo()
