# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CaeticMember(models.Model):
    """The library by module, and bookings among what comes next."""

    _inherit = "caetic.member"

    def _portal_get_library_domain(self, filters):
        domain = super()._portal_get_library_domain(filters)
        module = filters.get("module", "")
        if module.isdecimal():
            domain.append(("module_ids", "=", int(module[:9])))
        return domain

    def _portal_get_library_row(self, document_sudo):
        row = super()._portal_get_library_row(document_sudo)
        return {**row, "modules": document_sudo.module_ids.mapped("name")}

    def _portal_get_library_modules(self):
        """Return ``[(number, name)]`` of the modules that have a document."""
        self._portal_check_hosted()
        # The catalogue is on everybody's page: its names leave here, no more.
        modules_sudo = self.env["caetic.workshop.module"].sudo()
        documents_sudo = self.env["caetic.library.document"].sudo()  # As above.
        used_sudo = documents_sudo.search([("module_ids", "!=", False)]).module_ids
        found_sudo = modules_sudo.search([("id", "in", used_sudo.ids)])
        return [(one_sudo.id, one_sudo.name) for one_sudo in found_sudo]

    def _get_soon(self):
        """Add what the person booked."""
        # Own bookings of the persons, whose pages check who reads them.
        bookings_sudo = self.env["caetic.resource.booking"].sudo()
        found_sudo = bookings_sudo.search(
            [
                ("member_id", "in", self.ids),
                ("state", "=", "confirmed"),
                ("stop", ">", fields.Datetime.now()),
            ]
        )
        return super()._get_soon() + [
            {
                "date": one_sudo.start,
                "when": one_sudo._get_when(),
                "title": one_sudo.resource_id.name,
                "place": one_sudo.resource_id.place or "",
                "url": "/my/resources/bookings",
            }
            for one_sudo in found_sudo
        ]
