# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pure rules of expenses: no Odoo, no clock, exact amounts."""

from odoo.addons.caetic_members.engine import Issue, Reader, clean_text, parse_decimal

from .expense import (
    MAX_ROWS,
    PHOTO,
    ROW,
    ExpenseInput,
    LumpInput,
    TripInput,
    VehicleInput,
    parse_expenses,
    parse_lump,
    parse_trip,
    parse_vehicle,
    rows_of,
)
from .mileage import (
    KINDS,
    KM_DIGITS,
    SCALE_DIGITS,
    ZERO,
    Bracket,
    allowance,
    payment,
    scale_of,
)
from .vat import RATES, RULES, Split, cents, recovered_share, split
