# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    contracts,
    deadlines,
    file,
    forecast,
    home,
    indicators,
    notice,
    package,
    pooled,
    portal,
    privacy,
    shares,
    statements,
    why,
    year_end,
)
