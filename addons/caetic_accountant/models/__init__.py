# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_bank_statement_line,
    account_journal,
    account_move,
    account_move_line,
    account_payment_order,
    caetic_activity,
    mis_report_instance,
)
