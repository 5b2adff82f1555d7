from odoo import models


class CaeticBad(models.Model):
    _name = "caetic.bad"
