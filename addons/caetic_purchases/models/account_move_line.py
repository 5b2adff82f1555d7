# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models

from odoo.addons.caetic_members.engine import allocate, to_decimal


class AccountMoveLine(models.Model):
    """A line of a supplier's bill, cut between activities."""

    _inherit = "account.move.line"

    def _caetic_has_price_with_tax(self):
        self.ensure_one()
        return any(self.tax_ids.mapped("price_include"))

    def _caetic_get_price(self, product=None):
        """Return the amount of the line as its price has it, a Decimal in EUR.

        A kind of purchase brings taxes that prices never include.
        """
        self.ensure_one()
        included = not product and self._caetic_has_price_with_tax()
        return to_decimal(self.price_total if included else self.price_subtotal)

    def _caetic_prepare_parts(self, parts, product=None):
        """Return the commands that cut lines: the line keeps the first part.

        :param parts: ``{line_id: {activity_id: Decimal}}`` of the engine
        :param product: kind of purchase for all of them, or nothing
        """
        commands = []
        for line in self:
            kind = line._caetic_prepare_kind(product) if product else {}
            taken = parts[line.id]
            if kind.pop("with_vat", False):
                taken = line._caetic_add_vat(taken)
            first, *others = (
                {**kind, **line._caetic_prepare_part(activity_id, amount)}
                for activity_id, amount in taken.items()
            )
            commands.append(Command.update(line.id, first))
            for values in others:
                copied = line.copy_data(values)[0]
                copied.pop("move_id", None)
                commands.append(Command.create(copied))
        return commands

    def _caetic_prepare_part(self, activity_id, amount):
        """Values of the line that an activity takes, at 100 %."""
        activity = self.env["caetic.activity"].browse(activity_id)
        return {
            "quantity": 1,
            "discount": 0,
            "price_unit": float(amount),
            "analytic_distribution": activity._get_distribution(),
        }

    def _caetic_add_vat(self, taken):
        """Add the VAT of a line to its parts, where it cannot be deducted."""
        total = to_decimal(self.price_total)
        return allocate(total, taken) if all(taken.values()) else taken

    def _caetic_prepare_kind(self, product):
        """Account and tax of a kind of purchase, for a line that is bought already."""
        self.ensure_one()
        # What is owed by reverse charge was not charged by the supplier.
        rates = self.tax_ids.filtered(
            lambda tax: tax.amount_type == "percent" and not tax.has_negative_factor
        )
        rate = sum(rates.mapped("amount"))
        return self.move_id._caetic_prepare_kind(product, rate)
