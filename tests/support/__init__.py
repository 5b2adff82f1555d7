# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the tests of the whole suite share: clients, scripts, reading of logs."""
