from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    def unlink(self):
        raise UserError

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        raise UserError
