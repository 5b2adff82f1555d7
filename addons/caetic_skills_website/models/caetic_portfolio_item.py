# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.caetic_skills.engine import read_link

from .caetic_profile import LOG_READERS


class CaeticPortfolioItemShowcase(models.Model):
    """Joint projects on the website: staff choose them, everybody named agrees."""

    _inherit = "caetic.portfolio.item"

    people_ids = fields.Many2many(
        "caetic.profile",
        "caetic_portfolio_item_people_rel",
        "item_id",
        "profile_id",
        string="Made with",
        help="People of the cooperative who made it with the owner of the portfolio.",
    )
    publication_ids = fields.One2many(
        "caetic.profile.publication",
        "item_id",
        string="Answers of the people named",
        groups=LOG_READERS,
    )
    is_showcased = fields.Boolean(
        string="Shown by the cooperative",
        help="Among the joint projects of the website, once everybody named agrees.",
    )
    waiting_ids = fields.Many2many(
        "caetic.profile",
        string="Not agreed yet",
        compute="_compute_showcase",
        compute_sudo=True,
        groups=LOG_READERS,
    )
    is_shown = fields.Boolean(
        string="On the website",
        compute="_compute_showcase",
        compute_sudo=True,
        search="_search_is_shown",
    )

    @api.depends(
        "is_showcased",
        "profile_id.is_listed",
        "people_ids.is_listed",
        "publication_ids.given",
    )
    def _compute_showcase(self):
        for item in self:
            named = item._get_named()
            agreed = named.filtered(
                lambda one, key=("project", item.id): key in one._get_standing()
            )
            item.waiting_ids = named - agreed
            item.is_shown = (
                item.is_showcased and len(named) > 1 and not item.waiting_ids
            )

    @api.model
    def _search_is_shown(self, operator, value):
        if operator != "in":
            return NotImplemented
        chosen = self.search([("is_showcased", "=", True)]).filtered("is_shown")
        shown = Domain("id", "in", chosen.ids)
        return Domain.OR([shown if wanted else ~shown for wanted in value])

    def _get_named(self):
        """Return the people named: who left or objects is named no more (R801)."""
        self.ensure_one()
        return (self.profile_id | self.people_ids).filtered("is_listed")

    # -- what visitors see ------------------------------------------------------------

    @api.model
    def _public_get_showcase(self, company):
        """Return the joint projects as plain values, the last ones first.

        A constant number of queries, whatever the number of projects.
        """
        # Visitors have no right on portfolios: projects that everybody agreed to only.
        items_sudo = self.sudo()
        chosen_sudo = items_sudo.search(
            [("is_showcased", "=", True), ("profile_id.company_id", "=", company.id)],
            order="date desc, id desc",
        )
        found_sudo = chosen_sudo.filtered("is_shown")
        pictures = found_sudo._public_get_pictures()
        return [
            {
                **item_sudo._public_get_card(item_sudo.id in pictures),
                "trades": item_sudo.trade_ids.mapped("name"),
                "people": [
                    {
                        "name": one.name,
                        "url": one._public_get_url() if one.is_public else "",
                    }
                    for one in item_sudo._get_named()
                ],
            }
            for item_sudo in found_sudo
        ]

    def _public_get_pictures(self):
        """Return the ids of those that have a picture; one query."""
        if not self:
            return frozenset()
        # Called on what a visitor may see; only whether there is a picture.
        attachments_sudo = self.env["ir.attachment"].sudo()
        found = attachments_sudo._read_group(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "image_1920"),
                ("res_id", "in", self.ids),
            ],
            ["res_id"],
        )
        return frozenset(number for (number,) in found)

    def _public_get_card(self, has_picture):
        self.ensure_one()
        return {
            "name": self.name,
            "year": self.date.year if self.date else "",
            "description": self.description or "",
            "customer": self.customer or "",
            "url": read_link(self.url or "")[0],
            "picture": f"/annuaire/image/item/{self.id}" if has_picture else "",
        }
