# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import Command, models

from .. import engine
from ..engine import Issue

DISPLAY_TYPES = {engine.SECTION: "line_section", engine.NOTE: "line_note"}
TITLES = ("line_section", "line_subsection")


class CaeticActivity(models.Model):
    """Lines of a document as its form offers, checks, writes and reads them back.

    Invoices use it, and whatever document has the same lines.
    """

    _inherit = "caetic.activity"

    # -- what a form offers -----------------------------------------------------------

    def _portal_get_kinds(self):
        """Kinds of operation on offer: product.product in superuser mode."""
        # Products are not readable on the portal; the flag says which are offered.
        products_sudo = self.env["product.product"].sudo()
        return products_sudo.with_company(self.company_id).search(
            [
                ("caetic_portal_ok", "=", True),
                ("company_id", "in", (False, self.company_id.id)),
            ],
            order="sequence, id",
        )

    def _portal_get_kind_options(self, customer=None):
        """Return ``[(id, name, VAT rate in %, name of the tax)]`` of the kinds.

        :param customer: of the own list; another country has another VAT
        """
        position = self._get_position_sudo(customer)
        return [
            (kind.id, kind.name, *self._get_kind_tax(kind, position))
            for kind in self._portal_get_kinds()
        ]

    def _portal_get_units(self):
        """Units on offer: uom.uom in superuser mode."""
        # Units are not readable on the portal; the flag says which are offered.
        units_sudo = self.env["uom.uom"].sudo()
        return units_sudo.search(
            [("caetic_portal_ok", "=", True)], order="sequence, id"
        )

    def _portal_get_unit_options(self):
        """Return ``[(id, name)]`` of the units, the one of most kinds first."""
        units_sudo = self._portal_get_units()
        usual_sudo = self._portal_get_kinds()[:1].uom_id
        ordered = (units_sudo & usual_sudo) + (units_sudo - usual_sudo)
        return [(unit.id, unit.name) for unit in ordered]

    # -- what was typed ---------------------------------------------------------------

    def _portal_check_lines(self, lines):
        """Return the issues of lines that only the database knows."""
        kinds, units = self._portal_get_kinds().ids, self._portal_get_units().ids
        issues = []
        for line in lines:
            if line.is_product and line.product_id not in kinds:
                issues.append(Issue(f"line-{line.row}-kind", "unknown"))
            if line.unit and line.unit not in units:
                issues.append(Issue(f"line-{line.row}-unit", "unknown"))
        return issues

    def _prepare_lines(self, lines):
        """Commands that create the lines of an invoice, in the order of the form."""
        return [
            Command.create({**self._prepare_line(line), "sequence": rank})
            for rank, line in enumerate(lines, 1)
        ]

    def _prepare_line(self, line):
        """Values of an invoice line; account and tax follow the kind of operation."""
        if not line.is_product:
            return {
                "display_type": DISPLAY_TYPES[line.kind_of_line],
                "name": line.label,
            }
        return {
            "product_id": line.product_id,
            "name": line.label,
            "quantity": line.quantity,
            "price_unit": line.price,
            "discount": line.discount,
            "analytic_distribution": self._get_distribution(),
            **({"product_uom_id": line.unit} if line.unit else {}),
        }

    # -- what is written --------------------------------------------------------------

    def _prepare_line_rows(self, lines):
        """Return the texts of the fields of lines that are already in a draft.

        :param lines: records with the fields of ``account.move.line``
        """
        form = {}
        ordered = lines.sorted(lambda line: (line.sequence, line.id))
        for row, line in enumerate(ordered):
            values = self._prepare_line_row(line)
            form |= {f"line-{row}-{name}": text for name, text in values.items()}
        return form

    def _prepare_line_row(self, line):
        if line.display_type in (*TITLES, "line_note"):
            kind = engine.SECTION if line.display_type in TITLES else engine.NOTE
            return {"type": kind, "label": line.name or ""}
        discount = self._format_number(line.discount)
        return {
            "type": engine.PRODUCT,
            "label": line.name or "",
            "quantity": self._format_number(line.quantity),
            "price": self._format_number(line.price_unit),
            "discount": "" if discount == "0" else discount,
            "kind": str(line.product_id.id),
            "unit": str(line.product_uom_id.id or ""),
        }

    def _format_number(self, number):
        """A number as a French hand types it, no useless zero.

        >>> self._format_number(80.5)
        '80,5'
        """
        text = f"{engine.to_rate(number):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", ",")

    # -- totals -----------------------------------------------------------------------

    def _portal_get_totals(self, lines, customer=None):
        """Return ``(untaxed, vat, total)`` of the lines of a form, Decimals in EUR.

        :param customer: of the own list; another country has another VAT
        """
        position = self._get_position_sudo(customer)
        taxes = {
            kind.id: self._get_kind_tax(kind, position)
            for kind in self._portal_get_kinds()
        }
        drafts = [
            engine.DraftLine(
                quantity=line.quantity,
                price=line.price,
                rate=taxes[line.product_id][0],
                discount=line.discount,
                tax=taxes[line.product_id][1],
            )
            for line in lines
            if line.product_id in taxes
        ]
        return engine.totals(drafts, self._portal_is_per_line())

    def _portal_is_per_line(self):
        """Tell whether the cooperative rounds VAT line by line, or tax by tax."""
        return self.company_id.tax_calculation_rounding_method == "round_per_line"

    def _get_position_sudo(self, customer):
        """Fiscal position that Odoo gives to documents for a customer, or none."""
        # Taxes and positions are the accountant's; pages show what comes of them.
        positions_sudo = self.env["account.fiscal.position"].sudo()
        positions_sudo = positions_sudo.with_company(self.company_id)
        if not customer:
            return positions_sudo
        addresses = customer.address_get(["invoice", "delivery"])
        return positions_sudo._get_fiscal_position(
            customer.browse(addresses["invoice"]),
            delivery=customer.browse(addresses["delivery"]),
        )

    def _get_kind_tax(self, kind, position):
        """Return ``(VAT rate in %, name of the tax)`` of a kind, for totals only."""
        own = kind.taxes_id.filtered(lambda tax: tax.company_id == self.company_id)
        taxes = position.map_tax(own)
        rate = sum(map(engine.to_rate, taxes.mapped("amount")), engine.to_rate(0))
        return rate, "-".join(map(str, taxes.ids))
