# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What an entrepreneur sells again and again, as they type it."""

from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.caetic_members.engine import Reader

from .lines import LABEL_LIMIT, MAX_AMOUNT, TITLE_LIMIT


@dataclass(frozen=True, slots=True)
class CatalogueInput:
    """An item typed; ``price`` is EUR without VAT per unit, four decimals at most."""

    name: str
    description: str
    product_id: int
    unit: int
    price: Decimal | None


def parse_catalogue_item(raw):
    """Return ``(CatalogueInput, issues)``; account and tax are never read."""
    reader = Reader(raw)
    item = CatalogueInput(
        name=reader.text("name", TITLE_LIMIT, required=True),
        description=reader.text("description", LABEL_LIMIT, multiline=True),
        product_id=reader.identifier("kind", required=True),
        unit=reader.identifier("unit"),
        price=reader.positive("price", MAX_AMOUNT, 4),
    )
    if len(item.name) + len(item.description) >= LABEL_LIMIT and not reader.issues:
        reader.refuse("description", "too_long", limit=LABEL_LIMIT - len(item.name) - 1)
    return item, reader.issues
