from odoo import api, fields, models
from odoo.exceptions import UserError


class CaeticBad(models.Model):
    _name = "caetic.bad"
    _description = "Bad"

    name = fields.Char(compute="_get_name")

    @api.depends("name")
    def _compute_total(self):
        self.write({"total": 1})

    def unlink(self):
        raise UserError("Never")

    def _bad(self):
        self.env.cr.commit()
        return self.env["caetic.bad"].search([])
