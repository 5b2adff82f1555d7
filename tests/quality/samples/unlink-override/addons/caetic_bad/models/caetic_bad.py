from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    def unlink(self):
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_posted(self):
        pass
