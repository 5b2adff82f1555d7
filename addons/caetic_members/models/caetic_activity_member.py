# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticActivityMember(models.Model):
    """Share of a member in the result of an activity (R119)."""

    _name = "caetic.activity.member"
    _description = "Share in an activity"
    _order = "activity_id, share desc, id"

    activity_id = fields.Many2one(
        "caetic.activity", required=True, index=True, ondelete="cascade"
    )
    member_id = fields.Many2one(
        "caetic.member", required=True, index=True, ondelete="restrict"
    )
    share = fields.Float(
        string="Share of the result (%)", digits="Caetic Rate", default=100.0
    )

    _member_uniq = models.UniqueIndex(
        "(activity_id, member_id)", "This member already has a share in the activity."
    )
    _share_positive = models.Constraint(
        "CHECK (share > 0 AND share <= 100)", "A share is between 0 and 100 %."
    )
