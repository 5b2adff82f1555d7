from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    def post(self):
        pass

    def action_post(self):
        pass

    def _post(self):
        pass

    @api.private
    def post_all(self):
        pass

    def write(self, vals):
        return super().write(vals)
