# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.caetic_members.models.caetic_purge_door import is_open

from .event_slot_sheet import ON_THE_SHEET

# Whose attendance it is: sealed rows name the person.
PERSON = {"caetic_stay_id", "event_id", "partner_id"}


class EventRegistrationAttendance(models.Model):
    """Who is registered is on the sheets; who withdraws leaves them."""

    _inherit = "event.registration"

    @api.model_create_multi
    def create(self, vals_list):
        registrations = super().create(vals_list)
        registrations._caetic_sync_sheets()
        return registrations

    def write(self, vals):
        if PERSON & set(vals):
            self._caetic_check_person(vals)
        result = super().write(vals)
        if {"active", "event_id", "state"} & set(vals):
            self._caetic_sync_sheets()
        return result

    def _caetic_check_person(self, vals):
        """Refuse another person or session once it is signed; a new stay is theirs."""
        if is_open(self):
            return
        # Whoever writes is told, even where they may not read the rows.
        registrations_sudo = self.sudo()
        stay_sudo = registrations_sudo.caetic_stay_id.browse(
            vals.get("caetic_stay_id") or []
        )
        for registration in registrations_sudo:
            names = PERSON & set(vals)
            if stay_sudo.partner_id == registration.partner_id:
                names -= {"caetic_stay_id"}
            changed = any(registration[one].id != (vals[one] or False) for one in names)
            if changed and any(row.seal for row in registration.caetic_attendance_ids):
                raise UserError(
                    self.env._(
                        "This person has signed: register the other one instead."
                    )
                )

    def _caetic_sync_sheets(self):
        """Put the registered on open sheets, take off those who left unfilled."""
        # Sheets follow from registrations, whoever makes these.
        ours_sudo = self.sudo().filtered("event_id.caetic_module_id")
        if not ours_sudo:
            return
        on_sudo = ours_sudo.filtered(
            lambda one: one.active and one.state in ON_THE_SHEET
        )
        gone_sudo = ours_sudo.caetic_attendance_ids.filtered(
            lambda row: (
                not row._is_filled()
                and (
                    row.registration_id not in on_sudo
                    or row.event_id != row.registration_id.event_id
                )
            )
        )
        gone_sudo.unlink()
        on_sudo.event_id.event_slot_ids._caetic_fill_sheet_sudo()
