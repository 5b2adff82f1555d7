# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.caetic_members.controllers.portal import CaeticPortal


class Portal(CaeticPortal):
    def _send(self, paper):
        return paper

    def _values(self):
        return {}
