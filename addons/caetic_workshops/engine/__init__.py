# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Rules of workshops and coaching: pure, without Odoo and without a clock."""
