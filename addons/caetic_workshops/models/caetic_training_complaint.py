# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticTrainingComplaint(models.Model):
    """Register of complaints about trainings (Qualiopi, indicator 31)."""

    _name = "caetic.training.complaint"
    _description = "Complaint about a training"
    _order = "date desc, id desc"

    name = fields.Char(string="Subject", required=True)
    date = fields.Date(
        string="Received on", required=True, default=fields.Date.context_today
    )
    event_id = fields.Many2one(
        "event.event", string="Session", index="btree_not_null", ondelete="set null"
    )
    partner_id = fields.Many2one("res.partner", string="Made by")
    description = fields.Text()
    answer = fields.Text(string="What was done")
    date_closed = fields.Date(string="Answered on")
    user_id = fields.Many2one(
        "res.users", string="In charge", default=lambda self: self.env.user
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Answered")],
        required=True,
        default="open",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    def action_close(self):
        """Close a complaint that was answered."""
        self.check_access("write")
        undated = self.filtered(lambda complaint: not complaint.date_closed)
        undated.date_closed = fields.Date.context_today(self)
        self.state = "closed"

    def action_reopen(self):
        """Take up a complaint again."""
        self.check_access("write")
        self.write({"state": "open", "date_closed": False})
