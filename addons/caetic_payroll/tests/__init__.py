# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_month,
    test_office,
    test_parameter,
    test_payslip,
    test_portal,
    test_publish,
    test_request,
    test_security,
    test_year,
    test_year_end_pay,
)
