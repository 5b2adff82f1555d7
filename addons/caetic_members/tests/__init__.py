# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_account_move,
    test_available,
    test_caetic_activity,
    test_caetic_closing,
    test_caetic_deadline,
    test_caetic_transfer,
    test_engine_cases,
    test_portal,
    test_security,
    test_tour_portal,
    test_wording,
)
