# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The demonstration story, told through the same methods as real work.

Every amount comes from the engines: the story only says who sells what to whom and
when the customer pays. Dates are relative to the day of the installation.
"""

from .narrator import Story
