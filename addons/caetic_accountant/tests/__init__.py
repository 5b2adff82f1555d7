# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_access,
    test_bank_files,
    test_fec,
    test_fec_reader,
    test_ledgers,
    test_reconcile,
    test_sepa,
    test_statements,
)
