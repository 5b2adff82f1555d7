# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.exceptions import UserError


class EventEventSheet(models.Model):
    """Who runs a session, and what signed half-days keep from changing."""

    _inherit = "event.event"

    def write(self, vals):
        if "date_tz" in vals:
            moved = self.filtered(lambda event: event.date_tz != vals["date_tz"])
            if moved.event_slot_ids._caetic_has_sealed():
                raise UserError(
                    self.env._("People have signed: the time zone stays as it is.")
                )
        result = super().write(vals)
        if vals.get("caetic_module_id"):
            # Who is registered is known by the session; the sheets follow.
            slots_sudo = self.sudo().event_slot_ids
            slots_sudo._caetic_fill_sheet_sudo()
        return result

    def _caetic_is_run_by(self, user):
        """Tell whether a user facilitates the session, from inside or outside."""
        self.ensure_one()
        # Portal users have no right on facilitators: this says only yes or no.
        event_sudo = self.sudo()
        partner = user.partner_id
        return partner in event_sudo.caetic_facilitator_ids.partner_id
