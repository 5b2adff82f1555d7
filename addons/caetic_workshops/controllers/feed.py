# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from .workshops import WorkshopPortal

MAX_TOKEN = 64
HOUR = 3600


class CalendarFeed(WorkshopPortal):
    """The private address of a person's calendar, and its page."""

    @route(
        "/my/workshops/calendar",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_calendar(self, do="", **post):
        tokens = request.env["caetic.calendar.token"]
        address = ""
        if request.httprequest.method == "POST":
            if do == "revoke":
                tokens._revoke()
            else:
                base = request.env["res.users"].get_base_url()
                # Shown by this very page and never again: only a digest is kept.
                address = f"{base}/caetic/calendar/{tokens._renew()}.ics"
        values = {
            **self._workshop_page_values("calendar"),
            "token": tokens._get_own_sudo(),
            "address": address,
            "subscribe": address.replace("https://", "webcal://", 1).replace(
                "http://", "webcal://", 1
            ),
            "revoked": do == "revoke",
        }
        response = request.render("caetic_workshops.portal_my_calendar", values)
        response.headers["Cache-Control"] = "no-store"
        return response

    @route(
        "/caetic/calendar/<string:token>.ics",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def calendar_feed(self, token, **kw):
        """The calendar of whoever the key belongs to: the key is the only proof."""
        tokens = request.env["caetic.calendar.token"]
        user_sudo = tokens._find_user_sudo(token) if len(token) <= MAX_TOKEN else None
        if not user_sudo:
            # Bare, not a page of the site: whoever tries keys costs next to nothing.
            return request.make_response("", status=404)
        content = user_sudo.with_context(lang=user_sudo.lang)._get_calendar_file()
        headers = [
            ("Content-Type", "text/calendar; charset=utf-8"),
            ("Content-Length", str(len(content))),
            ("Cache-Control", f"private, max-age={HOUR}"),
            ("X-Robots-Tag", "noindex"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(content, headers)
