# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from . import (
    caetic_member_profile,
    caetic_opportunity,
    caetic_opportunity_invitation,
    caetic_opportunity_skill,
    caetic_portfolio_item,
    caetic_profile,
    caetic_profile_skill,
    caetic_profile_skill_mirror,
    caetic_profile_visible,
    caetic_skill_confirmation,
    caetic_skill_proof,
    caetic_skill_synonym,
    caetic_trade,
    hr_skill,
)
