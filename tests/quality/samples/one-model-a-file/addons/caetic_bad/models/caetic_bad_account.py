from odoo import models


class CaeticBad(models.Model):
    _inherit = "caetic.bad"
