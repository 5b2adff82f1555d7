from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        self.name = self.partner_id.name

    @api.depends("partner_id")
    def _compute_name(self):
        self.name = self.partner_id.name
