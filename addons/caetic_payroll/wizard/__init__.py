# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_pay_export,
    caetic_pay_import,
    caetic_pay_import_details,
    caetic_pay_import_line,
    caetic_pay_recap_line,
    caetic_pay_refuse_wizard,
    caetic_pay_simulator,
    caetic_pay_simulator_line,
)
