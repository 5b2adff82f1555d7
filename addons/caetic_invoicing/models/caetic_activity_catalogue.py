# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import AccessError

from .. import engine
from ..engine import Issue

EXIT_FIELDS = ("name", "description", "product_id", "uom_id", "price")


class CaeticActivity(models.Model):
    """The activity's own catalogue, written by its members."""

    _inherit = "caetic.activity"

    catalogue_item_ids = fields.One2many(
        "caetic.catalogue.item",
        "activity_id",
        string="Catalogue",
        groups="base.group_user",
    )

    def _portal_get_catalogue(self, active=True):
        """Items of the activity, in superuser mode, by name.

        :param active: False: those that are archived
        """
        self._portal_check()
        # Kinds and units of the items are not readable on the portal.
        items_sudo = self.env["caetic.catalogue.item"].sudo()
        return items_sudo.search(
            [("activity_id", "=", self.id), ("active", "=", active)]
        )

    def _portal_get_catalogue_item(self, item_id):
        """One item of the activity, archived or not, or an empty record."""
        items_sudo = self._portal_get_catalogue() | self._portal_get_catalogue(False)
        return items_sudo.filtered(lambda item: item.id == item_id)

    def _portal_get_catalogue_options(self):
        """Return ``[(id, name and price)]`` for the list of a form."""
        return [
            (item.id, f"{item.name} ({self._format_number(item.price)} €)")
            for item in self._portal_get_catalogue()
        ]

    def _portal_get_catalogue_row(self, item_id):
        """Return the texts of a line that sells an item on offer, else nothing."""
        items_sudo = self._portal_get_catalogue()
        item_sudo = items_sudo.filtered(lambda item: item.id == item_id)
        if not item_sudo:
            return {}
        return {
            "type": engine.PRODUCT,
            "label": item_sudo._get_label(),
            "quantity": "1",
            "price": self._format_number(item_sudo.price),
            "discount": "",
            "kind": str(item_sudo.product_id.id),
            "unit": str(item_sudo.uom_id.id or ""),
        }

    def _portal_get_catalogue_form(self, item):
        """Return the texts of the fields of an item, or of a new one."""
        return {
            "name": item.name or "",
            "description": item.description or "",
            "price": self._format_number(item.price) if item else "",
            "kind": str(item.product_id.id or ""),
            "unit": str(item.uom_id.id or ""),
        }

    def _portal_check_catalogue_item(self, item):
        """Return the issues that only the database knows."""
        issues = []
        if item.product_id not in self._portal_get_kinds().ids:
            issues.append(Issue("kind", "unknown"))
        if item.unit and item.unit not in self._portal_get_units().ids:
            issues.append(Issue("unit", "unknown"))
        return issues

    def _portal_save_catalogue_item(self, item, record=None):
        """Create or change an item.

        :param item: engine.CatalogueInput without issues
        :param record: item of the activity to change, or nothing
        """
        self._portal_check()
        self._portal_check_present()
        values = {
            "name": item.name,
            "description": item.description or False,
            "product_id": item.product_id,
            "uom_id": item.unit or False,
            "price": item.price,
        }
        if record:
            own_sudo = self._portal_get_own_item(record)
            own_sudo.write(values)
            return own_sudo
        # Portal users may not write items: these values are all typed ones.
        items_sudo = self.env["caetic.catalogue.item"].sudo()
        return items_sudo.create({**values, "activity_id": self.id})

    def _portal_archive_catalogue_item(self, record, active=False):
        """Put an item away, or back on offer."""
        self._portal_check()
        self._portal_check_present()
        own_sudo = self._portal_get_own_item(record)
        own_sudo.active = active

    def _portal_get_own_item(self, record):
        own_sudo = self._portal_get_catalogue_item(record.id)
        if not own_sudo:
            raise AccessError(self.env._("This item cannot be changed."))
        return own_sudo

    def _exit_write_tables(self, archive):
        result = super()._exit_write_tables(archive)
        items = self.env["caetic.catalogue.item"]
        own = self.with_context(active_test=False).catalogue_item_ids
        archive.add_table(
            self.env._("catalogue"),
            self._exit_labels(items, EXIT_FIELDS),
            (self._exit_row(item, EXIT_FIELDS) for item in own),
        )
        return result
