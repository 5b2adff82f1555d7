# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request

from odoo.addons.caetic_members.controllers.deadlines import CaeticDeadlinePortal


class NetworkPortal(CaeticDeadlinePortal):
    """Frame of the pages of the network; its parts derive from it."""

    def _activity_page_values(self, activity, page):
        values = super()._activity_page_values(activity, page)
        return {**values, "has_network": self._has_network()}

    def _has_network(self):
        """Tell whether the pages of the network open for the user, asked once.

        Staff who look at an activity and people who have left are sent away from them.
        """
        known = vars(request)
        if "caetic_has_network" not in known:
            hosted = request.env["caetic.profile"]._portal_get_hosted()
            known["caetic_has_network"] = bool(hosted)
        return known["caetic_has_network"]

    def _network_page_values(self, page, name=None):
        """Values that ``caetic_skills.portal_network_layout`` needs.

        :param str page: page of the network that is lit (``profile``, ``search``,
            ``map``, ``opportunities``)
        :param str name: page, where several stand under the same lit one
        """
        return {
            **self._own_page_values("network"),
            "network_page": page,
            "page_name": f"caetic_network_{name or page}",
        }
