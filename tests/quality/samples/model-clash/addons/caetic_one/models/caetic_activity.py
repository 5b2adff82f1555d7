# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticActivity(models.Model):
    _inherit = "caetic.activity"

    def _get_todo(self):
        return [*super()._get_todo(), *self._get_stage_todo()]

    def _get_stage_todo(self):
        return []
