from odoo import models


class CaeticBadMixin(models.AbstractModel):
    _name = "caetic.bad.mixin"

    def _get_cost(self):
        raise NotImplementedError


class CaeticGoodMixin(models.AbstractModel):
    """What costs money to an activity."""

    _name = "caetic.good.mixin"

    def _get_cost(self):
        """Return the cost of the record, in EUR."""
        raise NotImplementedError
