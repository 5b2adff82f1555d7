# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request

from odoo.addons.portal.controllers.web import Home
from odoo.addons.web.controllers.utils import is_user_internal

from .portal import own_activities


class CaeticHome(Home):
    def _login_redirect(self, uid, redirect=None):
        """Entrepreneurs open on their activity, not on the list of documents."""
        undecided = redirect in (None, "", "/my")
        if undecided and not is_user_internal(uid):
            env = request.env(user=uid)
            if own_activities(env, limit=1):
                redirect = "/my/activities"
        return super()._login_redirect(uid, redirect=redirect)
