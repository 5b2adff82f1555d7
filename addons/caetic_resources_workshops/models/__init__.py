# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_library_document,
    caetic_member,
    caetic_resource_booking,
    res_users,
)
