# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import remove_accents

from odoo.addons.caetic_members.models.caetic_purge_door import is_open

STAFF = (
    "caetic_members.caetic_members_group_adviser,"
    "caetic_members.caetic_members_group_coordinator"
)
STATES = [
    ("registered", "Not filled in"),
    ("present", "Present"),
    ("absent", "Absent"),
    ("excused", "Excused"),
]
# What a seal holds, or rests on: nobody writes it once the row is sealed.
SEALED = {
    "first_state",
    "method",
    "person_hash",
    "person_name",
    "registration_id",
    "seal",
    "seal_previous",
    "signatory",
    "signatory_hash",
    "signature",
    "signature_hash",
    "signed_at",
    "slot_id",
    "state",
}
# A key that only this process holds: a context that comes by RPC cannot carry it.
CORRECTING = "caetic_attendance_correcting"
_DOOR = object()


class CaeticAttendance(models.Model):
    """Attendance of a person at a half-day (R306, R1002).

    A row is free until it is signed or its sheet is closed; then it is sealed, and only
    a traced correction changes its state.
    """

    _name = "caetic.attendance"
    _description = "Attendance at a half-day"
    _order = "slot_id, partner_id, id"
    _rec_name = "partner_id"

    slot_id = fields.Many2one(
        "event.slot", string="Half-day", required=True, index=True, ondelete="restrict"
    )
    registration_id = fields.Many2one(
        "event.registration", required=True, index=True, ondelete="restrict"
    )
    event_id = fields.Many2one(
        related="slot_id.event_id", string="Session", store=True, index=True
    )
    partner_id = fields.Many2one(
        related="registration_id.partner_id", string="Person", store=True, index=True
    )
    member_id = fields.Many2one(
        related="registration_id.caetic_stay_id",
        string="Member",
        store=True,
        index=True,
    )
    state = fields.Selection(STATES, required=True, default="registered")
    date = fields.Date(related="slot_id.date", store=True)
    hours = fields.Float(
        string="Hours attended",
        digits=(16, 2),
        compute="_compute_hours",
        store=True,
        aggregator="sum",
    )
    module_id = fields.Many2one(related="event_id.caetic_module_id", store=True)
    funded_action_id = fields.Many2one(
        related="event_id.caetic_funded_action_id", store=True, index=True
    )
    funder_id = fields.Many2one(
        related="funded_action_id.funder_id", string="Funder", store=True
    )
    company_id = fields.Many2one(related="event_id.company_id", store=True)
    method = fields.Selection(
        [
            ("facilitator", "By the facilitator"),
            ("qr", "By the code in the room"),
            ("tablet", "Signed on a tablet"),
        ],
        string="How",
        readonly=True,
        copy=False,
    )
    signed_at = fields.Datetime(string="Taken on", readonly=True, copy=False)
    signatory = fields.Char(string="By", readonly=True, copy=False)
    person_name = fields.Char(string="Name on the sheet", readonly=True, copy=False)
    signature = fields.Binary(attachment=True, readonly=True, copy=False, groups=STAFF)
    first_state = fields.Selection(
        STATES, string="Sealed as", readonly=True, copy=False
    )
    person_hash = fields.Char(
        string="Fingerprint of the name", readonly=True, copy=False, groups=STAFF
    )
    signatory_hash = fields.Char(
        string="Fingerprint of who signed", readonly=True, copy=False, groups=STAFF
    )
    signature_hash = fields.Char(
        string="Fingerprint of the signature", readonly=True, copy=False, groups=STAFF
    )
    seal = fields.Char(string="Seal (SHA-256)", readonly=True, copy=False)
    seal_previous = fields.Char(string="Seal before", readonly=True, copy=False)
    correction_ids = fields.One2many(
        "caetic.attendance.correction", "attendance_id", string="Corrections"
    )
    is_late = fields.Boolean(
        string="Should be filled in",
        compute="_compute_is_late",
        search="_search_is_late",
        help="The half-day is over and nobody said whether the person was there.",
    )

    _person_uniq = models.UniqueIndex(
        "(slot_id, registration_id)", "The person is already on the sheet."
    )

    @api.depends("state", "slot_id.caetic_hours")
    def _compute_hours(self):
        for attendance in self:
            attendance.hours = attendance._get_hours()

    def _get_hours(self):
        """Return the hours that the state gives: the whole half-day or nothing."""
        self.ensure_one()
        return self.slot_id.caetic_hours if self.state == "present" else 0.0

    @api.depends("state", "slot_id.end_datetime")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for attendance in self:
            end = attendance.slot_id.end_datetime
            attendance.is_late = bool(
                attendance.state == "registered" and end and end < now
            )

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("state", "=", "registered") & fields.Domain(
            "slot_id.end_datetime", "<", fields.Datetime.now()
        )
        return late if True in value else ~late

    # -- guards --------------------------------------------------------------------

    def write(self, vals):
        if not self.env.su:
            vals = self._get_staff_values(vals)
        if SEALED & set(vals) and not self._is_through(vals):
            # Whoever writes is told, even where they may not read the row.
            rows_sudo = self.sudo()
            if any(row.seal for row in rows_sudo):
                raise UserError(
                    self.env._(
                        "This attendance is sealed: only a correction, with its "
                        "reason, changes it."
                    )
                )
        return super().write(vals)

    def _is_through(self, vals):
        """Tell whether a purge empties, or a correction sets the state only."""
        correcting = self.env.context.get(CORRECTING) is _DOOR
        return is_open(self) or (correcting and set(vals) == {"state"})

    def _get_staff_values(self, vals):
        """Return what staff may write by hand: the state, marked as theirs.

        :raises UserError: for any other field, or a closed sheet
        """
        if set(vals) != {"state"}:
            raise UserError(self.env._("Only the state is filled in by hand."))
        return {**vals, **self._get_mark_values(vals["state"])}

    @api.model
    def _get_mark_values(self, state):
        """Return the values of a mark made by the user as a facilitator, now."""
        if state == "registered":
            names = ("state", "method", "signed_at", "signatory")
            return {**dict.fromkeys(names, False), "state": state}
        return {
            "state": state,
            "method": "facilitator",
            "signed_at": fields.Datetime.now(),
            "signatory": self.env.user.name,
        }

    def _set_state_corrected(self, state):
        """Set the state of a sealed row, for ``caetic.attendance.correction`` only."""
        self.with_context(**{CORRECTING: _DOOR}).write({"state": state})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_filled(self):
        if not is_open(self) and any(row._is_filled() for row in self):
            raise UserError(
                self.env._("An attendance that was filled in is never deleted.")
            )

    def _is_filled(self):
        self.ensure_one()
        return bool(self.seal) or self.state != "registered"

    # -- words ---------------------------------------------------------------------

    def _get_person_name(self):
        """Return the name of the person as the sheet shows it."""
        self.ensure_one()
        registration = self.registration_id
        return self.person_name or self.partner_id.name or registration.name or ""

    def _sorted_by_name(self):
        """Return the rows in the order of a directory, accents put aside."""
        return self.sorted(
            lambda row: (remove_accents(row._get_person_name()).casefold(), row.id)
        )
