# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_move,
    account_move_line,
    caetic_activity,
    caetic_activity_form,
    caetic_activity_quotes,
    caetic_desk,
    caetic_quote_stage,
    res_company,
    res_config_settings,
    sale_order,
    sale_order_approval,
    sale_order_invoicing,
    sale_order_line,
    sale_order_paper,
    sale_order_portal,
    sale_order_signature,
)
