# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticMemberSensitiveDeadline(models.Model):
    """The next medical visit moves its clock."""

    _name = "caetic.member.sensitive"
    _inherit = ["caetic.member.sensitive", "caetic.clock.mixin"]
