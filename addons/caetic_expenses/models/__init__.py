# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    account_chart_template,
    account_move,
    caetic_activity,
    caetic_activity_expense,
    caetic_activity_trip,
    caetic_closing,
    caetic_desk,
    caetic_member,
    caetic_mileage_scale,
    caetic_trip,
    caetic_vehicle,
    hr_expense,
    hr_expense_portal,
    product_template,
    res_company,
)
