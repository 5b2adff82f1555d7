from odoo import _, models
from odoo.osv import expression


class CaeticBad(models.Model):
    _sql_constraints = []

    def name_get(self):
        self._cr.flush()
        self.check_access_rights("read")
        return self.read_group([], [], [])

    def _good(self):
        self.check_access("read")
        return self._read_group([], ["state"])
