from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    amount_due = fields.Float()
    value = fields.Float(string="Hourly wage")
    rate = fields.Float(digits="Caetic Rate")
    hours = fields.Float()
    amount = fields.Monetary()

    def _bad(self):
        return round(self.amount, 2)

    def _good(self):
        return self.currency_id.round(self.amount)
