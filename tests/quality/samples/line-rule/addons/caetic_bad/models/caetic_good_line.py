from odoo import fields, models


class CaeticGoodLine(models.Model):
    _name = "caetic.good.line"

    bad_id = fields.Many2one("caetic.bad", required=True, ondelete="cascade")
