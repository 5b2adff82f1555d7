from odoo import api, fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"

    def _bad(self):
        for record in self:
            record.write({"state": "done"})
            self.env["caetic.bad"].search([])

    def _bad_too(self):
        return [self.search_count([]) for record in self]

    def _bad_again(self):
        return self.filtered(lambda r: r.search([]))

    def _good(self):
        groups = self._read_group([], ["state"])
        for record in self:
            record.state = PATTERN.search("a")
            buffer.write("a")
            Command.create({})
