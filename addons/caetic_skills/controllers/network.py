# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.caetic_members.controllers.deadlines import CaeticDeadlinePortal


class NetworkPortal(CaeticDeadlinePortal):
    """Frame of the pages of the network; its parts derive from it."""

    def _network_page_values(self, page, name=None):
        """Values that ``caetic_skills.portal_network_layout`` needs.

        :param str page: page of the network that is lit (``profile``, ``search``,
            ``map``, ``opportunities``)
        :param str name: page, where several stand under the same lit one
        """
        activity = self._get_own_activities()[:1]
        if activity:
            values = self._activity_page_values(activity, "network")
        else:
            values = {**self._prepare_portal_layout_values(), "activity": activity}
        return {
            **values,
            "network_page": page,
            "page_name": f"caetic_network_{name or page}",
        }
