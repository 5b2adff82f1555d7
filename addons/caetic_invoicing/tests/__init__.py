# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_account_move,
    test_approval,
    test_document,
    test_doubtful,
    test_engine,
    test_exit_package,
    test_facturx,
    test_followup,
    test_payment_notice,
    test_portal_customers,
    test_portal_invoices,
    test_portal_lines,
    test_reminder,
    test_sale_share,
    test_security,
    test_unpaid,
)
