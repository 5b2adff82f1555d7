from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    date = fields.Date(default=fields.Date.today())
    stamp = fields.Date(
        default=date(date.today().year, 1, 1)
    )
    good = fields.Date(default=fields.Date.context_today)
    fine = fields.Date(default=lambda self: fields.Date.today())
