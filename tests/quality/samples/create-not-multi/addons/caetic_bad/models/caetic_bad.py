from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    @api.model
    def create(self, vals):
        return super().create(vals)
