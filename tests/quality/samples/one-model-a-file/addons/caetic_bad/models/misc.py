from odoo import models


class CaeticMisc(models.AbstractModel):
    _name = "caetic.other"
