# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticSkillSynonymSearch(models.Model):
    """The search knows a synonym by name as soon as it is written."""

    _name = "caetic.skill.synonym"
    _inherit = ["caetic.skill.synonym", "caetic.cache.mixin"]
