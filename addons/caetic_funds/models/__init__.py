# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_activity,
    caetic_availability,
    caetic_closing,
    caetic_desk,
    caetic_equipment,
    caetic_equipment_kind,
    caetic_equipment_line,
    caetic_equipment_posting,
    caetic_fund,
    caetic_fund_instalment,
    caetic_fund_request,
)
