# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import remove_accents


class EventEventSheetPapers(models.Model):
    """Blank sheets to sign with a pen, a page a day."""

    _inherit = "event.event"

    def _caetic_get_days(self):
        """Return ``[(half-days of a day)]`` in order."""
        self.ensure_one()
        slots = self.event_slot_ids.sorted(lambda one: (one.date, one.start_hour))
        return list(slots.grouped("date").values())

    def _caetic_get_sheet_names(self):
        """Return the names to print on a blank sheet, and lines for who comes late."""
        self.ensure_one()
        registrations = self.registration_ids.filtered(
            lambda one: one.state in ("open", "done") and one.active
        )
        names = [one.partner_id.name or one.name or "" for one in registrations]
        ordered = sorted(names, key=lambda name: remove_accents(name).casefold())
        return [*ordered, "", ""]

    def _caetic_get_facilitator_names(self):
        self.ensure_one()
        return self.caetic_facilitator_ids.partner_id.mapped("name")

    def _caetic_get_blank_title(self):
        """Return the name of the file of its blank sheets, without its suffix."""
        self.ensure_one()
        event = self.with_context(lang="fr_FR")
        return event.env._("Blank sheet %(session)s", session=event.name)

    def _get_blank_sheet_pdf(self):
        """Return the sheets to sign with a pen, as one PDF.

        :returns: bytes
        """
        # Names of the sheet only; callers run the session or are staff.
        reports_sudo = self.env["ir.actions.report"].sudo().with_context(lang="fr_FR")
        return reports_sudo._render_qweb_pdf(
            "caetic_workshops.report_blank_sheet_action", self.ids
        )[0]
