# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models, tools
from odoo.exceptions import UserError


class CaeticParameter(models.Model):
    """Legal figure in force from a day on: rate, ceiling, length or deadline (R001).

    The law changes by adding a row; what was computed before keeps its figures.
    """

    _name = "caetic.parameter"
    _description = "Dated legal figure"
    _inherit = ["caetic.cache.mixin"]
    _order = "code, date_from desc"
    _rec_name = "code"

    code = fields.Char(required=True)
    date_from = fields.Date(string="In force from", required=True)
    value = fields.Float(required=True, digits=(16, 4))
    unit = fields.Selection(
        [
            ("month", "Months"),
            ("day", "Days"),
            ("year", "Years"),
            ("count", "Units"),
            ("percent", "Percent"),
            ("eur", "EUR"),
        ],
        required=True,
    )
    source = fields.Char(
        required=True, translate=True, help="Text of law that sets the figure."
    )

    _code_date_uniq = models.UniqueIndex(
        "(code, date_from)", "A legal figure has one value from a given day on."
    )

    @api.model
    def _get(self, code, date):
        """Return the figure in force on a day.

        :param str code: name of the figure, for instance ``cape_renewals``
        :param date: day of the fact it applies to
        :returns: float, in the unit of the row
        :raises UserError: no value is known for that day
        """
        for date_from, value in self._get_values(code):
            if date_from <= date:
                return value
        raise UserError(
            self.env._(
                "No value of “%(code)s” is known on %(date)s: add it to the legal "
                "figures.",
                code=code,
                date=date,
            )
        )

    @api.model
    def _get_count(self, code, date):
        """Return ``_get`` as a whole number: months, days or times."""
        return int(self._get(code, date))

    @tools.ormcache("code")
    def _get_values(self, code):
        # Figures of the law are nobody's secret: whoever meets the rule needs them.
        parameters_sudo = self.sudo().search([("code", "=", code)])
        return tuple((row.date_from, row.value) for row in parameters_sudo)
