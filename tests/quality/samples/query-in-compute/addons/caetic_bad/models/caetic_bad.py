from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    @api.depends("name")
    def _compute_count(self):
        for record in self:
            record.count = self.search_count([("name", "=", record.name)])

    @api.depends("name")
    def _compute_total(self):
        groups = dict(self._read_group([], ["name"], ["__count"]))
        for record in self:
            record.total = groups.get(record.name, 0)
