from odoo import models


class CaeticGood(models.Model):
    _name = "caetic.good"


class Partner(models.Model):
    _inherit = "res.partner"
