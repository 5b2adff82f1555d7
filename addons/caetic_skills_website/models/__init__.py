# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_member,
    caetic_portfolio_item,
    caetic_profile,
    caetic_profile_public,
    caetic_profile_public_page,
    caetic_profile_public_portal,
    caetic_profile_publication,
    caetic_public_message,
    caetic_trade,
    res_company,
    res_config_settings,
    website_menu,
)
