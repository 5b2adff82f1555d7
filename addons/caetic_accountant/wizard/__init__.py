# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_financial_report_abstract_wizard,
    account_statement_import,
    journal_ledger_report_wizard,
    l10n_fr_fec_export_wizard,
    trial_balance_report_wizard,
    vat_report_wizard,
)
