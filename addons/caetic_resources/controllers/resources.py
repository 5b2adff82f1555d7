# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal
from odoo.addons.caetic_members.models.caetic_member import HOSTED

from . import wording

FORM = ("slot", "count", "activity", "words")
MESSAGES = ("booked", "asked", "cancelled")


class ResourcePortal(CaeticPortal):
    """Shared resources: the list, a week of free slots, one's own bookings."""

    def _get_resource_member(self):
        """Return the hosted stay of the user, or an empty record."""
        members = request.env["caetic.member"]
        if not members.has_access("read"):
            return members
        return members.search(
            [("user_id", "=", request.env.uid), ("state", "in", HOSTED)],
            order="id desc",
            limit=1,
        )

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_booking_count" in counters:
            member = self._get_resource_member()
            coming = member._portal_get_bookings()[0] if member else []
            values["caetic_booking_count"] = len(coming)
        return values

    def _prepare_term_values(self, activity, term, page):
        """Add the bookings that an item of the account charges."""
        values = super()._prepare_term_values(activity, term, page)
        if term != "cost":
            return values
        # In superuser mode, once the activity is checked: what it pays for.
        items_sudo = values["items"]
        bookings_sudo = items_sudo.env["caetic.resource.booking"].search(
            [
                ("activity_id", "=", activity.id),
                ("transfer_id.move_id", "in", items_sudo.move_id.ids),
            ],
            order="start, id",
        )
        charges = bookings_sudo.grouped(lambda one: one.transfer_id.move_id.id)
        return {**values, "charges": charges}

    def _resource_page_values(self, page):
        """Values that ``caetic_resources.portal_resources_layout`` needs.

        :param page: page of the bar that is lit (``resources``, ``bookings``,
            ``library``)
        """
        return {
            **self._own_page_values("network"),
            "resource_page": page,
            "page_name": f"caetic_resource_{page}",
        }

    # -- list -------------------------------------------------------------------------

    @route("/my/resources", type="http", auth="user", website=True, readonly=True)
    def portal_my_resources(self, **kw):
        member = self._get_resource_member()
        if not member:
            return request.redirect("/my")
        values = {
            **self._resource_page_values("resources"),
            "rows": member._portal_get_resources(),
        }
        return request.render("caetic_resources.portal_my_resources", values)

    @route(
        "/my/resources/<int:resource_id>/pictures/<int:picture_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_resource_picture(self, resource_id, picture_id, size="", **kw):
        member = self._get_resource_member()
        if not member or max(resource_id, picture_id) > MAX_ID:
            return request.not_found()
        found_sudo = member._portal_get_resources_sudo(resource_id)
        picture_sudo = found_sudo.picture_ids.filtered(lambda one: one.id == picture_id)
        if not picture_sudo:
            return request.not_found()
        wide = 320 if size == "small" else 1024
        stream = request.env["ir.binary"]._get_image_stream_from(
            picture_sudo, "raw", width=wide, height=wide
        )
        return stream.get_response()

    # -- one resource -----------------------------------------------------------------

    @route(
        "/my/resources/<int:resource_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_resource(self, resource_id, day="", **kw):
        return self._render_resource(resource_id, str(day), {})

    @route(
        "/my/resources/<int:resource_id>/book",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_resource_book(self, resource_id, day="", **post):
        member = self._get_resource_member()
        if not member or not 0 < resource_id <= MAX_ID:
            return request.not_found()
        form = {name: str(post.get(name, "")) for name in FORM}
        try:
            with request.env.cr.savepoint():
                booking_sudo, issues = member._portal_book_resource(resource_id, form)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_resource(
                resource_id, str(day), form, alert=error.args[0], status=422
            )
        if issues.get("") == "unknown":
            return request.not_found()
        if issues:
            texts = wording.booking_texts(request.env, issues)
            status = 409 if issues.get("slot") == "taken" else 422
            return self._render_resource(
                resource_id, str(day), form, texts, status=status
            )
        message = "asked" if booking_sudo.state == "asked" else "booked"
        return request.redirect(f"/my/resources/bookings?message={message}")

    def _render_resource(
        self, resource_id, day, form, errors=None, alert="", status=200
    ):
        member = self._get_resource_member()
        if not member:
            return request.redirect("/my")
        known = 0 < resource_id <= MAX_ID
        resource = known and member._portal_get_resource(resource_id, day)
        if not resource:
            return request.not_found()
        values = {
            **self._resource_page_values("resource"),
            "resource": resource,
            "count_label": wording.count_label(request.env, resource["unit"]),
            "day": day,
            "form": form,
            "errors": errors or {},
            "alert": alert,
        }
        return request.render(
            "caetic_resources.portal_my_resource", values, status=status
        )

    # -- my bookings ------------------------------------------------------------------

    @route(
        "/my/resources/bookings", type="http", auth="user", website=True, readonly=True
    )
    def portal_my_resource_bookings(self, message="", **kw):
        known = message if message in MESSAGES else ""
        return self._render_bookings(message=known)

    @route(
        "/my/resources/bookings/<int:booking_id>/cancel",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_resource_cancel(self, booking_id, **post):
        member = self._get_resource_member()
        if not member or not 0 < booking_id <= MAX_ID:
            return request.not_found()
        try:
            if not member._portal_cancel_booking(booking_id):
                return request.not_found()
        except UserError as error:
            return self._render_bookings(alert=error.args[0], status=422)
        return request.redirect("/my/resources/bookings?message=cancelled")

    def _render_bookings(self, message="", alert="", status=200):
        member = self._get_resource_member()
        if not member:
            return request.redirect("/my")
        coming, over = member._portal_get_bookings()
        for row in [*coming, *over]:
            row["state_words"], row["colour"] = wording.state_words(
                request.env, row["state"]
            )
        values = {
            **self._resource_page_values("bookings"),
            "coming": coming,
            "over": over,
            "message": message,
            "alert": alert,
        }
        return request.render(
            "caetic_resources.portal_my_resource_bookings", values, status=status
        )
