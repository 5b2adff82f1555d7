# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    test_directory_forms,
    test_directory_leaks,
    test_directory_pages,
    test_publication,
    test_showcase,
)
