from odoo import fields, models


class CaeticBadLine(models.Model):
    _name = "caetic.bad.line"

    bad_id = fields.Many2one("caetic.bad", required=True, ondelete="cascade")
