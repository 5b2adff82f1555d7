# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain

from odoo.addons.caetic_members.models.caetic_member import HOSTED


class CaeticProfileVisible(models.Model):
    """Who sees whom in the internal directory (R801, R907).

    People hosted by the cooperative see the listed profiles of their own company, by
    pages that call these methods: no right of theirs reads a colleague's profile.
    """

    _inherit = "caetic.profile"

    @api.model
    def _portal_get_hosted(self):
        """Return the stay of the user that is hosted today, or an empty record."""
        # Read for the user themself: which of their stays runs.
        members_sudo = self.env["caetic.member"].sudo()
        found_sudo = members_sudo.search(
            [("user_id", "=", self.env.uid), ("state", "in", HOSTED)],
            order="id desc",
            limit=1,
        )
        return found_sudo.with_env(self.env)

    @api.model
    def _portal_get_visible(self, profile_id):
        """Return a listed profile of the user's own company, in superuser mode.

        :returns: caetic.profile, empty when there is none that the user may see: an
            unknown number and a hidden one give the same answer
        """
        # The checks stand here: company of the user's stay, listed.
        profiles_sudo = self.sudo()
        stay = self._portal_get_hosted()
        if not stay or not 0 < profile_id < 2**31:
            return profiles_sudo.browse()
        stay_sudo = stay.sudo()  # Their own.
        domain = self._get_listed_domain(stay_sudo.company_id)
        return profiles_sudo.search(domain & Domain("id", "=", profile_id), limit=1)
