# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CaeticTradeDirectory(models.Model):
    """Trades as the public directory lists them."""

    _inherit = "caetic.trade"

    @api.model
    def _public_get_families(self, company):
        """Return the families and their trades, with how many people show each.

        Three queries, whatever the number of people.

        :returns: ``[{"name", "trades": [{"name", "url", "count"}]}]``, families in
            their order; trades that nobody shows are left out
        """
        # Visitors have no right on trades; their names and a count are what is said.
        profiles_sudo = self.env["caetic.profile"].sudo()
        groups = profiles_sudo._read_group(
            profiles_sudo._public_get_domain(company), ["public_trade_ids"], ["__count"]
        )
        counts = {trade.id: count for trade, count in groups if trade}
        trades_sudo = self.sudo()  # As above.
        found_sudo = trades_sudo.search([("id", "in", list(counts))])
        return [
            {
                "name": family_sudo.name,
                "trades": [
                    {**trade_sudo._public_get_link(), "count": counts[trade_sudo.id]}
                    for trade_sudo in trades
                ],
            }
            for family_sudo, trades in found_sudo.grouped("family_id").items()
        ]

    @api.model
    def _public_get_choices(self):
        """Return every trade by family, for the form of a need: two queries."""
        trades_sudo = self.sudo()  # Their names only.
        return [
            {
                "name": family_sudo.name,
                "trades": [{"id": one.id, "name": one.name} for one in trades],
            }
            for family_sudo, trades in trades_sudo.search([])
            .grouped("family_id")
            .items()
        ]

    @api.model
    def _public_get(self, slug):
        """Return the trade of an address, in superuser mode; empty without one."""
        trades_sudo = self.sudo()  # A visitor reads its name, no more.
        _name, number = self.env["ir.http"]._unslug(slug)
        if not number or not 0 < number < 2**31:
            return trades_sudo.browse()
        return trades_sudo.search([("id", "=", number)], limit=1)

    def _public_get_link(self):
        """Return the name and the address of the page of a trade."""
        self.ensure_one()
        slug = self.env["ir.http"]._slug((self.id, self.name))
        return {"name": self.name, "url": f"/annuaire/{slug}"}
