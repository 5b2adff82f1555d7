# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticProfileMessage(models.Model):
    """Who wrote to whom by the network, and when: what they wrote is not kept."""

    _name = "caetic.profile.message"
    _description = "Message to a colleague"
    _order = "date desc, id desc"
    _rec_name = "date"

    # The hub gives and forgets what hangs on a stay (R807).
    member_id = fields.Many2one(
        "caetic.member", string="From", required=True, index=True, ondelete="cascade"
    )
    profile_id = fields.Many2one(
        "caetic.profile", string="To", required=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    company_id = fields.Many2one(related="profile_id.company_id", store=True)
