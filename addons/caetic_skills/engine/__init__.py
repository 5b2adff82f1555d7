# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of the skills: no Odoo, no clock, no float for money."""

from .profile import ProfileFacts, completeness, is_useful, next_step
from .reading import read_days, read_link, read_rates, read_text

__all__ = [
    "ProfileFacts",
    "completeness",
    "is_useful",
    "next_step",
    "read_days",
    "read_link",
    "read_rates",
    "read_text",
]
