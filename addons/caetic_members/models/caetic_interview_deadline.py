# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticInterviewDeadline(models.Model):
    """An interview moves the clock of the next one (R118)."""

    _name = "caetic.interview"
    _inherit = ["caetic.interview", "caetic.clock.mixin"]
