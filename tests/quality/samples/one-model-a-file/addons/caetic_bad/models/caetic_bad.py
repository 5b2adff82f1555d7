from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    pass


class CaeticWorse(models.Model):
    _name = "caetic.worse"
