# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.models.caetic_purge_door import is_open

from ..engine import seal
from .caetic_attendance import STAFF, STATES

MAX_REASON = 500


class CaeticAttendanceCorrection(models.Model):
    """Correction of a sealed attendance: what it was, what it is, why, who, when.

    The row keeps what was first sealed; corrections are sealed one after the other and
    never change.
    """

    _name = "caetic.attendance.correction"
    _description = "Correction of an attendance"
    _order = "attendance_id, id"
    _rec_name = "attendance_id"

    attendance_id = fields.Many2one(
        "caetic.attendance",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    slot_id = fields.Many2one(
        related="attendance_id.slot_id", string="Half-day", store=True, index=True
    )
    event_id = fields.Many2one(
        related="attendance_id.event_id", string="Session", store=True
    )
    partner_id = fields.Many2one(related="attendance_id.partner_id", store=True)
    member_id = fields.Many2one(
        related="attendance_id.member_id", store=True, index=True
    )
    company_id = fields.Many2one(related="attendance_id.company_id", store=True)
    old_state = fields.Selection(STATES, string="Was", required=True, readonly=True)
    new_state = fields.Selection(STATES, string="Is", required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)
    author_id = fields.Many2one(
        "res.users", string="Corrected by", required=True, readonly=True
    )
    author_name = fields.Char(string="Name of the author", readonly=True)
    date = fields.Datetime(string="Corrected on", required=True, readonly=True)
    reason_hash = fields.Char(
        string="Fingerprint of the reason", readonly=True, groups=STAFF
    )
    seal = fields.Char(string="Seal (SHA-256)", readonly=True)
    seal_previous = fields.Char(string="Seal before", readonly=True)

    _reason_given = models.Constraint(
        "CHECK (TRIM(reason) != '')", "A correction says why."
    )

    def write(self, vals):
        if not is_open(self):
            raise UserError(self.env._("A correction is never changed: add another."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not is_open(self):
            raise UserError(self.env._("A correction is never deleted."))

    # -- making one ----------------------------------------------------------------

    @api.model
    def _make_sudo(self, row, state, reason):
        """Correct a sealed row, in superuser mode; who may is checked before.

        :param row: caetic.attendance, locked
        :param str state: what is right
        :param str reason: why, never empty
        """
        moment = fields.Datetime.now()
        last = row.correction_ids.sorted("id")[-1:]
        previous = last.seal or row.seal
        values = {
            "attendance_id": row.id,
            "old_state": row.state,
            "new_state": state,
            "reason": reason,
            "reason_hash": seal.fingerprint(f"{previous}{reason}"),
            "author_id": self.env.uid,
            "author_name": self.env.user.name,
            "date": moment,
            "seal_previous": previous,
        }
        values["seal"] = seal.seal(self._to_change(values, row.id, self.env.uid))
        correction = self.create(values)
        row._set_state_corrected(state)
        return correction

    @api.model
    def _to_change(self, known, row, author):
        """Return a correction as engine.seal.Change.

        :param known: record or values
        """
        return seal.Change(
            row=row,
            old=known["old_state"],
            new=known["new_state"],
            reason=known["reason_hash"] or "",
            author=author,
            name=known["author_name"] or "",
            moment=known["date"].isoformat(),
            previous=known["seal_previous"] or "",
        )

    # -- check ---------------------------------------------------------------------

    def _is_chain_whole(self, row):
        """Tell whether the corrections of a row are those that were sealed."""
        previous, state = row.seal, row.first_state
        for one in self.sorted("id"):
            if (
                one.seal_previous != previous
                or one.old_state != state
                or one.seal != seal.seal(self._to_change(one, row.id, one.author_id.id))
                or not one._is_reason_same(row)
            ):
                return False
            previous, state = one.seal, one.new_state
        return True

    def _is_reason_same(self, row):
        self.ensure_one()
        if row.member_id.anonymised_on:
            return True
        whole = f"{self.seal_previous}{self.reason}"
        return seal.fingerprint(whole) == self.reason_hash
