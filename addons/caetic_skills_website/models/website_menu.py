# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

PATHS = ("/annuaire", "/realisations")


class WebsiteMenu(models.Model):
    _inherit = "website.menu"

    @api.depends()
    def _compute_visible(self):
        """No menu leads to a directory that the cooperative has closed."""
        result = super()._compute_visible()
        for menu in self.filtered(lambda one: one.website_id and one.url in PATHS):
            # A switch of the company, which visitors do not read.
            company_sudo = menu.website_id.sudo().company_id
            if not company_sudo.caetic_directory:
                menu.is_visible = False
        return result
