# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .. import engine


class CaeticClosingLine(models.Model):
    """A month of an activity, for its statements."""

    _inherit = "caetic.closing.line"

    def _get_period(self):
        """Return the month as the engine reads it.

        :raises engine.EngineError: terms that do not lead to the closing balance
        """
        self.ensure_one()
        return engine.state_period(
            engine.to_decimal(self.balance_start),
            {term: engine.to_decimal(self[term]) for term in engine.TERMS},
            engine.to_decimal(self.balance_end),
        )

    def _get_month_figures(self):
        """Return the month for the table of the year: texts of EUR by term."""
        self.ensure_one()
        names = (*engine.TERMS, "balance_start", "balance_end")
        figures = {name: str(engine.to_decimal(self[name])) for name in names}
        return {"month": fields.Date.to_string(self.date.replace(day=1)), **figures}
