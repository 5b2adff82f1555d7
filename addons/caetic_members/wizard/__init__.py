# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_payment_register,
    caetic_capital_wizard,
    caetic_contract_end_wizard,
    caetic_import,
    caetic_import_line,
    caetic_import_opening,
    caetic_member_associate_wizard,
    caetic_member_step_wizard,
    caetic_member_step_wizard_shares,
    caetic_refuse_mixin,
    caetic_share_reverse_wizard,
    caetic_voters_wizard,
)
