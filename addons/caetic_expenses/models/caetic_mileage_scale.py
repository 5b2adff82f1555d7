# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

KINDS = [("car", "Car"), ("motorbike", "Motorbike"), ("moped", "Moped")]


class CaeticMileageScale(models.Model):
    """Cell of the scale of kilometres in force from a day on (R410)."""

    _name = "caetic.mileage.scale"
    _description = "Scale of kilometres"
    _order = "date_from desc, kind, power_from, id"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, string="Vehicle", required=True)
    power_from = fields.Integer(string="From CV", required=True)
    power_to = fields.Integer(string="To CV", help="0: no limit.")
    up_to = fields.Integer(string="Up to km a year", help="0: no limit.")
    rate = fields.Float(string="EUR a kilometre", required=True, digits=(16, 4))
    fixed = fields.Float(string="EUR a year", digits=(16, 2))
    date_from = fields.Date(string="In force from", required=True)
    source = fields.Char(required=True)

    _cell_uniq = models.UniqueIndex(
        "(kind, power_from, up_to, date_from)", "This cell of the scale exists already."
    )

    @api.model
    def _get_brackets(self, kind, power, date):
        """Return the brackets of a vehicle on a day.

        :raises UserError: no scale is known for it
        """
        scale = self._find_brackets(kind, power, date)
        if not scale:
            raise UserError(
                self.env._("No scale of kilometres is known for this vehicle.")
            )
        return scale

    @api.model
    def _find_brackets(self, kind, power, date):
        # Figures of the law are nobody's secret.
        rows_sudo = self.sudo().search([("kind", "=", kind), ("date_from", "<=", date)])
        latest = max(rows_sudo.mapped("date_from"), default=None)
        return engine.scale_of(
            (row._to_bracket() for row in rows_sudo if row.date_from == latest),
            kind,
            power,
        )

    def _to_bracket(self):
        self.ensure_one()
        return engine.Bracket(
            self.kind,
            self.power_from,
            self.power_to or None,
            self.up_to or None,
            to_decimal(self.rate, engine.SCALE_DIGITS),
            to_decimal(self.fixed),
        )
