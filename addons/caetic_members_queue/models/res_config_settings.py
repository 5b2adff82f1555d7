# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .caetic_batch_mixin import PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    caetic_queue_enabled = fields.Boolean(
        string="Long work in the background", config_parameter=PARAMETER
    )
