# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.caetic_members.models.caetic_member import HOSTED


def post_init_hook(env):
    """Give a profile to the people hosted before this addon came."""
    hosted = env["caetic.member"].search([("state", "in", HOSTED)])
    env["caetic.profile"]._ensure_profiles_sudo(hosted)
