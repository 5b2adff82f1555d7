# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.caetic_resources.controllers.library import LibraryPortal


class ModuleLibraryPortal(LibraryPortal):
    """The library is searched by module as well."""

    def _get_library_filters(self, post):
        filters = super()._get_library_filters(post)
        return {**filters, "module": str(post.get("module", ""))[:10]}

    def _get_library_choices(self, member):
        choices = super()._get_library_choices(member)
        return {**choices, "modules": member._portal_get_library_modules()}
