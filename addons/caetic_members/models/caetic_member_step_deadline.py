# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticMemberStepDeadline(models.Model):
    """A step of the journey starts clocks and stops others."""

    _name = "caetic.member.step"
    _inherit = ["caetic.member.step", "caetic.clock.mixin"]
