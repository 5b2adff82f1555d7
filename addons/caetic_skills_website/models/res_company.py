# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class ResCompanyDirectory(models.Model):
    """The public directory of the cooperative: there or not, and its first words."""

    _inherit = "res.company"

    caetic_directory = fields.Boolean(
        string="Public directory",
        default=True,
        help="Pages of those who accept it; without it, no page of it answers.",
    )
    caetic_directory_title = fields.Char(
        string="Title of the directory", translate=True
    )
    caetic_directory_intro = fields.Text(
        string="Introduction of the directory",
        translate=True,
        help="Under the title of its first page, and what search engines quote.",
    )
    caetic_directory_indexed = fields.Boolean(
        string="Search engines may list the directory", default=True
    )

    def write(self, vals):
        result = super().write(vals)
        if "caetic_directory" in vals:
            # Menus are kept with the pages that Odoo has rendered.
            self.env.registry.clear_cache("templates")
        return result
