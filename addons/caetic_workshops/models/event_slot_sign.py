# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import consteq, hmac

from .event_slot_sheet import ON_THE_SHEET

CODE_SCOPE = "caetic-attendance-code"
CODE_PIXELS = 900


class EventSlotSign(models.Model):
    """Signing for a half-day: by the code shown in the room, or on a tablet.

    Portal users have no right on sessions. Each method below says who may call it,
    checks it, and then touches the one row that it names.
    """

    _inherit = "event.slot"

    caetic_code_number = fields.Integer(
        string="Number of the code",
        default=1,
        readonly=True,
        copy=False,
        help="Grows when the facilitator renews the code: the older ones die.",
    )

    # -- the code ------------------------------------------------------------------

    def _caetic_get_token_sudo(self):
        """Return the secret part of the address in the code, in superuser mode."""
        self.ensure_one()
        return hmac(self.env, CODE_SCOPE, (self.id, self.caetic_code_number))[:40]

    def _caetic_get_code_url_sudo(self):
        """Return the address that the code in the room holds."""
        token = self._caetic_get_token_sudo()
        return f"{self.event_id.get_base_url()}/my/here/{self.id}/{token}"

    def _caetic_draw_code_sudo(self):
        """Return the code as a PNG, in base64."""
        reports = self.env["ir.actions.report"]
        size = {"width": CODE_PIXELS, "height": CODE_PIXELS}
        picture = reports.barcode("QR", self._caetic_get_code_url_sudo(), **size)
        return base64.b64encode(picture).decode()

    @api.model
    def _caetic_find_by_token(self, slot_id, token):
        """Return the half-day of a code, in superuser mode, empty for a wrong one."""
        # The code is what gives access to this half-day, and to one's own row only.
        slots_sudo = self.sudo()
        slot_sudo = slots_sudo.search(
            [("id", "=", slot_id), ("event_id.caetic_module_id", "!=", False)]
        )
        known = slot_sudo._caetic_get_token_sudo() if slot_sudo else "-"
        return slot_sudo if consteq(known, token or "") else slots_sudo.browse()

    # -- one's own presence --------------------------------------------------------

    def _caetic_get_own_row(self):
        """Return ``(row, issue)`` of the user at this half-day.

        :returns: caetic.attendance in superuser mode and the code of what bars signing:
            ``early``, ``late``, ``stranger``, ``waiting``, ``cancelled``, ``closed``,
            ``signed``, or an empty text
        """
        self.ensure_one()
        rows = self.caetic_attendance_ids.browse()
        registrations = self.event_id.registration_ids.filtered(
            lambda one: one.partner_id == self.env.user.partner_id and one.active
        )
        on_sheet = registrations.filtered(lambda one: one.state in ON_THE_SHEET)[:1]
        if not on_sheet:
            return rows, self._caetic_get_absence(registrations)
        if self.caetic_sheet_state == "open":
            self._caetic_fill_sheet_sudo()
        row = self.caetic_attendance_ids.filtered(
            lambda one: one.registration_id == on_sheet
        )
        if row.seal and row.method != "facilitator":
            return row, "signed"
        if not row or self.caetic_sheet_state == "closed" or row.seal:
            return row, "closed"
        return row, self._caetic_get_time_issue()

    @api.model
    def _caetic_get_absence(self, registrations):
        states = set(registrations.mapped("state"))
        for state, issue in (("waiting", "waiting"), ("draft", "waiting")):
            if state in states:
                return issue
        return "cancelled" if states else "stranger"

    def _caetic_get_opening(self):
        """Return when signing by the code begins and ends (UTC)."""
        self.ensure_one()
        company = self.event_id.company_id or self.env.company
        margin = timedelta(minutes=company.caetic_sign_margin)
        return self.start_datetime - margin, self.end_datetime + margin

    def _caetic_get_time_issue(self):
        start, end = self._caetic_get_opening()
        now = fields.Datetime.now()
        return "early" if now < start else "late" if now > end else ""

    def _caetic_sign_own(self, picture=b""):
        """Sign as the user, in superuser mode, after ``_caetic_find_by_token``.

        :param bytes picture: drawing, if any: the login already says who it is
        :returns: ``(row, issue)`` as ``_caetic_get_own_row``
        """
        row, issue = self._caetic_get_own_row()
        if not issue:
            row._sign_sudo("qr", picture)
        return row, issue

    # -- on the facilitator's tablet -------------------------------------------------

    def _caetic_has_begun(self):
        """Tell whether people may be marked as there: some minutes before it starts."""
        self.ensure_one()
        return fields.Datetime.now() >= self._caetic_get_opening()[0]

    def _caetic_get_waiting_rows(self):
        """Return the rows that may still be signed, by name, in superuser mode."""
        self.ensure_one()
        if self.caetic_sheet_state != "open" or not self._caetic_has_begun():
            return self.caetic_attendance_ids.browse()
        self._caetic_fill_sheet_sudo()
        rows = self.caetic_attendance_ids.filtered(lambda row: not row.seal)
        return rows._sorted_by_name()
