from odoo import fields, models


class CaeticBad(models.Model):
    _name = "caetic.bad"
    _description = "Bad"

    name = fields.Char(string="Number")
    amount_due = fields.Monetary()
    state = fields.Selection([("good", "Good"), ("late", "Too late")], "Bad")
    note = fields.Text("Number", help="What to say")
    technical = fields.Char(export_string_translation=False)

    _unique = models.UniqueIndex("(name)", "This number is used.")

    def _bad(self):
        return self.env._("Nothing found")
