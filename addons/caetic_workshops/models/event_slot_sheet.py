# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import hours, seal
from ..signature import raw
from .caetic_attendance import STAFF

# What moves a half-day: sealed rows name it.
MOMENT = {"date", "start_hour", "end_hour", "event_id"}
# Written when the sheet is closed, and never again.
CLOSING = {
    "caetic_sheet_state",
    "caetic_closed_at",
    "caetic_closer_id",
    "caetic_closer_name",
    "caetic_closer_signature",
    "caetic_sheet_salt",
    "caetic_sheet_seal",
}
ON_THE_SHEET = ("open", "done")


class EventSlotSheet(models.Model):
    """Attendance sheet of a half-day: filled, signed, closed (R1002)."""

    _inherit = "event.slot"

    caetic_sheet_state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")],
        string="Sheet",
        default="open",
        required=True,
        readonly=True,
        copy=False,
    )
    caetic_closed_at = fields.Datetime(string="Closed on", readonly=True, copy=False)
    caetic_closer_id = fields.Many2one(
        "res.partner", string="Closed by", readonly=True, copy=False
    )
    caetic_closer_name = fields.Char(
        string="Name of who closed", readonly=True, copy=False
    )
    caetic_closer_signature = fields.Binary(
        string="Signature of the facilitator",
        attachment=True,
        readonly=True,
        copy=False,
        groups=STAFF,
    )
    caetic_sheet_salt = fields.Char(
        string="Random part of the seal", readonly=True, copy=False, groups=STAFF
    )
    caetic_sheet_seal = fields.Char(
        string="Seal of the sheet (SHA-256)", readonly=True, copy=False
    )
    caetic_person_count = fields.Integer(
        string="People", compute="_compute_caetic_counts"
    )
    caetic_present_count = fields.Integer(
        string="Present people", compute="_compute_caetic_counts"
    )
    caetic_unfilled_count = fields.Integer(
        string="People not filled in", compute="_compute_caetic_counts"
    )
    caetic_is_late = fields.Boolean(
        string="Sheet to fill in",
        compute="_compute_caetic_is_late",
        search="_search_caetic_is_late",
        help="The half-day is over and its sheet is still open.",
    )

    @api.depends("caetic_attendance_ids.state")
    def _compute_caetic_counts(self):
        counts = {}
        groups = self.env["caetic.attendance"]._read_group(
            [("slot_id", "in", self.ids)], ["slot_id", "state"], ["__count"]
        )
        for slot, state, count in groups:
            counts.setdefault(slot.id, {})[state] = count
        for slot in self:
            found = counts.get(slot.id, {})
            slot.caetic_person_count = sum(found.values())
            slot.caetic_present_count = found.get("present", 0)
            slot.caetic_unfilled_count = found.get("registered", 0)

    @api.depends(
        "caetic_attendance_ids",
        "caetic_sheet_state",
        "end_datetime",
        "event_id.caetic_module_id",
    )
    def _compute_caetic_is_late(self):
        now = fields.Datetime.now()
        for slot in self:
            slot.caetic_is_late = bool(
                slot.caetic_sheet_state == "open"
                and slot.event_id.caetic_module_id
                and slot.caetic_attendance_ids
                and slot.end_datetime
                and slot.end_datetime < now
            )

    @api.model
    def _search_caetic_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = (
            fields.Domain("caetic_sheet_state", "=", "open")
            & fields.Domain("event_id.caetic_module_id", "!=", False)
            & fields.Domain("caetic_attendance_ids", "!=", False)
            & fields.Domain("end_datetime", "<", fields.Datetime.now())
        )
        return late if True in value else ~late

    # -- guards --------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any(CLOSING & set(vals) for vals in vals_list):
            raise UserError(self.env._("A sheet is closed, never typed."))
        slots = super().create(vals_list)
        # Registrations of the session hold for its new half-day too.
        slots_sudo = slots.sudo()
        slots_sudo._caetic_fill_sheet_sudo()
        return slots

    def write(self, vals):
        names = set(vals)
        if CLOSING & names and (not self.env.su or self._caetic_has_closed()):
            raise UserError(self.env._("A sheet is closed once, by its facilitator."))
        if MOMENT & names and self._caetic_has_sealed():
            raise UserError(
                self.env._(
                    "People have signed for this half-day: it is neither moved nor "
                    "cut. Add another one instead."
                )
            )
        return super().write(vals)

    def _caetic_has_closed(self):
        return any(slot.caetic_sheet_state == "closed" for slot in self)

    def _caetic_has_sealed(self):
        # Whoever writes is told, even where they may not read the rows.
        slots_sudo = self.sudo()
        return slots_sudo._caetic_has_closed() or any(
            row.seal for row in slots_sudo.caetic_attendance_ids
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_attended(self):
        # Same reason as above; what nobody filled in goes with its half-day.
        rows_sudo = self.sudo().caetic_attendance_ids
        if any(row._is_filled() for row in rows_sudo):
            raise UserError(
                self.env._("The attendance of this half-day is filled in: it stays.")
            )
        rows_sudo.unlink()

    # -- rows ----------------------------------------------------------------------

    def _caetic_fill_sheet_sudo(self):
        """Put whoever is registered on the open sheets; those who are on it stay."""
        open_slots = self.filtered(
            lambda slot: (
                slot.caetic_sheet_state == "open" and slot.event_id.caetic_module_id
            )
        )
        if not open_slots:
            return
        registrations = self.env["event.registration"].search(
            [
                ("event_id", "in", open_slots.event_id.ids),
                ("state", "in", ON_THE_SHEET),
            ],
            order="id",
        )
        rows = open_slots.caetic_attendance_ids
        known = {(row.slot_id.id, row.registration_id.id) for row in rows}
        by_event = registrations.grouped("event_id")
        self.env["caetic.attendance"].create(
            [
                {"slot_id": slot.id, "registration_id": registration.id}
                for slot in open_slots
                for registration in by_event.get(slot.event_id, ())
                if (slot.id, registration.id) not in known
            ]
        )

    # -- closing -------------------------------------------------------------------

    def _caetic_close_sheet_sudo(self, partner, picture=b""):
        """Close a filled sheet: seal its rows and itself, and keep its document.

        :param partner: res.partner who closes it
        :param bytes picture: signature, as ``read_signature`` gives it
        :raises UserError: the half-day is not over, or people are not filled in
        """
        self.ensure_one()
        self._caetic_check_can_close()
        self.caetic_attendance_ids._seal_rows_sudo()
        values = {
            "caetic_closed_at": fields.Datetime.now(),
            "caetic_closer_id": partner.id,
            "caetic_closer_name": partner.name,
            "caetic_closer_signature": base64.b64encode(picture) if picture else False,
            "caetic_sheet_salt": secrets.token_hex(32),
            "caetic_sheet_state": "closed",
        }
        sheet = self._caetic_to_sheet(values)
        self.write({**values, "caetic_sheet_seal": seal.seal(sheet)})
        self._archive_pdf()

    def _caetic_check_can_close(self):
        self.ensure_one()
        if self.caetic_sheet_state == "closed":
            raise UserError(self.env._("This sheet is closed already."))
        self._caetic_fill_sheet_sudo()
        rows = self.caetic_attendance_ids
        if not rows:
            raise UserError(self.env._("Nobody is on this sheet."))
        if self.start_datetime > fields.Datetime.now():
            raise UserError(self.env._("This half-day has not begun."))
        unfilled = rows.filtered(lambda row: row.state == "registered")
        if unfilled:
            names = ", ".join(row._get_person_name() for row in unfilled[:10])
            raise UserError(
                self.env._(
                    "Say first who was there. Not filled in (%(count)s): %(names)s",
                    count=len(unfilled),
                    names=names,
                )
            )

    def action_caetic_close_sheet(self):
        """Close the sheet as staff, without a drawing (paper sheet typed in)."""
        self.check_access("write")
        for slot in self:
            slot_sudo = slot.sudo()  # Checked just above; closing is not typed by hand.
            slot_sudo._caetic_close_sheet_sudo(self.env.user.partner_id)

    def action_caetic_check_seals(self):
        """Say whether the rows of the sheet are what was sealed."""
        self.check_access("read")
        return self.caetic_attendance_ids.action_check_seals()

    # -- seal ----------------------------------------------------------------------

    def _caetic_to_half_day(self):
        """Return the half-day as engine.seal.HalfDay."""
        self.ensure_one()
        start, end = self._caetic_get_clock()
        return seal.HalfDay(
            slot=self.id,
            day=self.date.isoformat(),
            start=hours.minutes(start),
            end=hours.minutes(end),
            timezone=self.date_tz or "",
        )

    def _caetic_to_sheet(self, known=None):
        """Return the closed sheet as engine.seal.Sheet.

        :param known: values that are about to be written
        """
        self.ensure_one()
        values = known or self
        closer = values["caetic_closer_id"]
        rows = self.caetic_attendance_ids.filtered("seal").sorted("id")
        return seal.Sheet(
            half_day=self._caetic_to_half_day(),
            rows=tuple(rows.mapped("seal")),
            author=closer if known else closer.id,
            name=values["caetic_closer_name"] or "",
            moment=values["caetic_closed_at"].isoformat(),
            picture=seal.fingerprint(raw(values["caetic_closer_signature"])),
            salt=values["caetic_sheet_salt"] or "",
        )

    def _caetic_get_broken_sheets(self):
        """Return the closed sheets that are not what was closed, in superuser mode.

        A sheet whose seal was taken away, or opened again, is broken as well.
        """
        return self.filtered(
            lambda slot: (
                bool(slot.caetic_sheet_seal) != (slot.caetic_sheet_state == "closed")
                or (
                    slot.caetic_sheet_seal
                    and slot.caetic_sheet_seal != seal.seal(slot._caetic_to_sheet())
                )
            )
        )
