# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id

from .. import engine
from . import wording
from .lines import LinesPortal

ITEM_FIELDS = ("name", "description", "kind", "unit", "price")


class CataloguePortal(LinesPortal):
    """An entrepreneur's own catalogue, from which lines are filled."""

    def _get_item(self, activity_id, item_id):
        """Return ``(activity, item)`` of the user, empty when not theirs."""
        activity = self._get_own_activity(activity_id)
        if not activity or item_id > MAX_ID:
            return activity, request.env["caetic.catalogue.item"]
        return activity, activity._portal_get_catalogue_item(item_id)

    @route(
        "/my/activities/<int:activity_id>/catalogue",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_catalogue(self, activity_id, archived="", message="", **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_catalogue",
            "items": activity._portal_get_catalogue(not archived),
            "is_archive": bool(archived),
            "message": message,
        }
        return request.render("caetic_invoicing.portal_my_catalogue", values)

    @route(
        [
            "/my/activities/<int:activity_id>/catalogue/new",
            "/my/activities/<int:activity_id>/catalogue/<int:item_id>",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_catalogue_item(self, activity_id, item_id=0, **post):
        item_id = path_id(item_id)
        activity, item = self._get_item(activity_id, item_id)
        if not activity or (item_id and not item):
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            form = activity._portal_get_catalogue_form(item)
            return self._render_item(activity, item, form)
        return self._save_item(activity, item, post)

    def _save_item(self, activity, item, post):
        form = self._read_form(post, ITEM_FIELDS)
        typed, issues = engine.parse_catalogue_item(form)
        issues = issues or activity._portal_check_catalogue_item(typed)
        if issues:
            return self._render_item(activity, item, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                activity._portal_save_catalogue_item(typed, item)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_item(
                activity, item, form, alert=error.args[0], status=422
            )
        return request.redirect(f"/my/activities/{activity.id}/catalogue?message=saved")

    def _render_item(self, activity, item, form, issues=(), alert="", status=200):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_catalogue_item",
            "item": item,
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
            "kind_options": activity._portal_get_kind_options(),
            "unit_options": activity._portal_get_unit_options(),
        }
        return request.render(
            "caetic_invoicing.portal_my_catalogue_item", values, status=status
        )

    @route(
        [
            "/my/activities/<int:activity_id>/catalogue/<int:item_id>/archive",
            "/my/activities/<int:activity_id>/catalogue/<int:item_id>/restore",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_catalogue_archive(self, activity_id, item_id, **post):
        activity, item = self._get_item(activity_id, item_id)
        if not item:
            return request.redirect("/my")
        restores = request.httprequest.path.endswith("/restore")
        try:
            with request.env.cr.savepoint():
                activity._portal_archive_catalogue_item(item, restores)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            form = activity._portal_get_catalogue_form(item)
            return self._render_item(
                activity, item, form, alert=error.args[0], status=422
            )
        message = "restored" if restores else "archived"
        return request.redirect(
            f"/my/activities/{activity.id}/catalogue?message={message}"
        )
