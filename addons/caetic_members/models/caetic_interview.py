# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CaeticInterview(models.Model):
    """Individual interview that took place (R118).

    Objectives and decisions are factual: the person may read them at any time (R805).
    """

    _name = "caetic.interview"
    _description = "Individual interview"
    _order = "date desc, id desc"

    name = fields.Char(string="Subject", required=True)
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    kind = fields.Selection(
        [
            ("diagnosis", "Diagnosis"),
            ("follow_up", "Follow-up"),
            ("other", "Other"),
        ],
        required=True,
        default="follow_up",
    )
    adviser_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user
    )
    participants = fields.Char(help="Who else was there.")
    objectives = fields.Text()
    decisions = fields.Text()
    company_id = fields.Many2one(related="member_id.company_id", store=True)

    _member_date_idx = models.Index("(member_id, date)")

    @api.model
    def _get_held_domain(self):
        """Return the domain of interviews that took place; to extend.

        Here every one did. An addon that plans interviews leaves out those to come:
        only an interview that was held counts for the two a year (R118).
        """
        return []
