# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The command line of CAETIC: standard library only."""
