# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_network_portal,
    test_opportunity,
    test_opportunity_portal,
    test_profile,
    test_profile_portal,
    test_search,
    test_search_relevance,
)
