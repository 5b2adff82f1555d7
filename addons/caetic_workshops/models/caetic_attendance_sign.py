# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import fields, models


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
