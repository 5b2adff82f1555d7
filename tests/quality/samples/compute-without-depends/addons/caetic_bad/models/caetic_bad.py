from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    def _compute_bad(self):
        pass

    @api.depends()
    def _compute_good(self):
        pass

    @api.depends_context("uid")
    def _compute_fine(self):
        pass
