# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import fields, models
from odoo.tools import SQL


class CaeticAttendanceSign(models.Model):
    """Signature of a person for a half-day: present, and sealed at once."""

    _inherit = "caetic.attendance"

    def _sign_sudo(self, method, picture=b""):
        """Sign a row for its person, in superuser mode; callers check who may.

        :param str method: ``qr`` or ``tablet``
        :param bytes picture: drawing, as ``read_signature`` gives it
        """
        self.ensure_one()
        self.write(
            {
                "state": "present",
                "method": method,
                "signed_at": fields.Datetime.now(),
                "signatory": self._get_person_name(),
                "signature": base64.b64encode(picture) if picture else False,
            }
        )
        self._seal_rows_sudo()

    def _is_writable_now(self, state):
        """Tell whether the facilitator may set a state now."""
        self.ensure_one()
        slot = self.slot_id
        if self.seal or slot.caetic_sheet_state != "open":
            return False
        return state in ("excused", "registered") or slot._caetic_has_begun()

    def _mark_sudo(self, states):
        """Write the marks of many free rows in one statement, as the user, now.

        The ORM would write them a hundred at a time; a sheet of two hundred people is
        saved as fast as a short one. Sealed rows are left alone by the statement too.

        :param dict states: state by identifier, of the rows of ``self``
        """
        if not states:
            return
        self.flush_recordset()
        values = self._get_mark_values("present")
        query = SQL(
            """
            UPDATE caetic_attendance row
               SET state = mark.state,
                   method = CASE WHEN mark.is_filled THEN %(method)s END,
                   signed_at = CASE WHEN mark.is_filled THEN %(now)s END,
                   signatory = CASE WHEN mark.is_filled THEN %(name)s END,
                   hours = CASE mark.state
                           WHEN 'present' THEN slot.caetic_hours ELSE 0 END,
                   write_uid = %(uid)s,
                   write_date = %(now)s
              FROM (SELECT id, state, state != 'registered' AS is_filled
                      FROM unnest(%(ids)s::int[], %(states)s::varchar[])
                           AS given (id, state)) mark,
                   event_slot slot
             WHERE row.id = mark.id AND slot.id = row.slot_id AND row.seal IS NULL
            """,
            method=values["method"],
            now=values["signed_at"],
            name=values["signatory"],
            uid=self.env.uid,
            ids=list(states),
            states=list(states.values()),
        )
        self.env.cr.execute(query)
        self.invalidate_recordset()
        # What follows from a state elsewhere is computed again.
        self.modified(["state"])
