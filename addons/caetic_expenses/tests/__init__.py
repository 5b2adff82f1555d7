# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import test_expense, test_mileage, test_portal_expenses, test_portal_trips
