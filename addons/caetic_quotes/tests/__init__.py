# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_quote_customer,
    test_quote_invoices,
    test_quote_pipeline,
    test_quote_portal,
    test_quote_security,
    test_quote_share,
    test_quote_share_portal,
)
