# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_chart_template,
    account_edi_common,
    account_move,
    account_move_inbox,
    account_move_line,
    account_move_purchase,
    account_move_triage,
    caetic_activity,
    caetic_activity_purchase,
    caetic_closing,
    caetic_desk,
    caetic_purchase_part,
    product_template,
    res_company,
    res_partner,
)
