# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticYearEndLine(models.Model):
    """The wish of an entrepreneur about their year."""

    _inherit = "caetic.year.end.line"

    def _is_open_to_wishes_sudo(self):
        self.ensure_one()
        # The year is the staff's: until when wishes are read is no secret.
        year_sudo = self.sudo().year_end_id
        today = fields.Date.context_today(self)
        return bool(
            year_sudo.state == "proposed"
            and self.due
            and not self.decision
            and (not year_sudo.wish_until or year_sudo.wish_until >= today)
        )

    def _wish_sudo(self, wish):
        # Members write nothing else of their year: three fields, after the checks.
        line_sudo = self.sudo()
        line_sudo.write(
            {
                "wish": wish,
                "wish_on": fields.Datetime.now(),
                "wish_by_id": self.env.uid,
            }
        )
