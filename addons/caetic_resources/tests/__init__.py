# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_booking,
    test_charge,
    test_library,
    test_resources_portal,
    test_resources_privacy,
    test_resources_security,
    test_same_time,
)
