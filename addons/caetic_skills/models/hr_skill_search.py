# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class HrSkillSearch(models.Model):
    """The search knows a skill by name as soon as it is written."""

    _name = "hr.skill"
    _inherit = ["hr.skill", "caetic.cache.mixin"]
