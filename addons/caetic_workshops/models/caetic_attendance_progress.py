# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from odoo.addons.caetic_members.engine import to_decimal

from .. import engine

MEMORY = 12  # months


class CaeticAttendanceProgress(models.Model):
    """What attendance says of a person: sessions attended, sessions missed."""

    _inherit = "caetic.attendance"

    @api.model
    def _get_sessions_attended(self, partners):
        """Return ``{contact: [engine.Attended]}`` for the sessions that are over."""
        groups = self._read_group(
            [
                ("partner_id", "in", partners.ids),
                ("state", "=", "present"),
                ("event_id.date_end", "<=", fields.Datetime.now()),
                ("event_id.caetic_module_id", "!=", False),
            ],
            ["partner_id", "event_id"],
            ["hours:sum"],
        )
        found = {}
        for partner, event, hours in groups:
            attended = engine.Attended(
                event.caetic_module_id.id,
                to_decimal(hours),
                to_decimal(event.caetic_hours),
            )
            found.setdefault(partner, []).append(attended)
        return found

    @api.model
    def _count_missed(self, partner):
        """Return the sessions of the last months missed whole, without an excuse."""
        now = fields.Datetime.now()
        since = fields.Datetime.subtract(now, months=MEMORY)
        groups = self._read_group(
            [
                ("partner_id", "=", partner.id),
                ("event_id.date_end", "<=", now),
                ("event_id.date_end", ">", since),
            ],
            ["registration_id"],
            ["state:array_agg"],
        )
        return sum(set(states) == {"absent"} for _registration, states in groups)
