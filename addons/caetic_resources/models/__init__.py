# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_desk,
    caetic_library_document,
    caetic_member_library,
    caetic_member_resources,
    caetic_member_resources_privacy,
    caetic_resource,
    caetic_resource_booking,
    caetic_resource_booking_charge,
    caetic_resource_booking_mail,
    caetic_resource_opening,
    caetic_transfer,
)
