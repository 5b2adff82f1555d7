# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pure rules of the accountant's desk: no Odoo, no input, no clock, no float."""

from .fec import lawful
