# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_abroad,
    test_advance,
    test_inbox,
    test_portal,
    test_supplier,
    test_triage,
)
