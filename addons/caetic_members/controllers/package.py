# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route
from odoo.tools import format_datetime, human_size

from .portal import CaeticPortal


class PackagePortal(CaeticPortal):
    """What an entrepreneur takes away of an activity; former members too."""

    def _get_member_activity(self, activity_id):
        own = self._get_own_activities()
        return own.filtered(lambda activity: activity.id == activity_id)

    @route(
        "/my/activities/<int:activity_id>/package",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_package(self, activity_id, **post):
        activity = self._get_member_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_package(activity)
        try:
            with request.env.cr.savepoint():
                activity._portal_ask_package()
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_package(activity, error.args[0], status=422)
        return request.redirect(f"/my/activities/{activity.id}/package")

    def _render_package(self, activity, alert="", status=200):
        packages = request.env["caetic.exit.package"].search(
            [("activity_id", "=", activity.id)], limit=3
        )
        values = {
            **self._activity_page_values(activity, "home"),
            "page_name": "caetic_package",
            "packages": [self._prepare_package(package) for package in packages],
            "is_waiting": "waiting" in packages.mapped("state"),
            "alert": alert,
        }
        return request.render("caetic_members.portal_my_package", values, status=status)

    def _prepare_package(self, package):
        # Found as the user: the volumes are of this very package.
        package_sudo = package.sudo()
        return {
            "date": format_datetime(request.env, package.date),
            "state": package.state,
            "made": package.volume_count,
            "total": package.volume_total,
            "volumes": [
                {
                    "url": f"/my/activities/{package.activity_id.id}"
                    f"/package/{package.id}/{rank}",
                    "name": volume.name,
                    "size": human_size(volume.file_size),
                }
                for rank, volume in enumerate(package_sudo.volume_ids.sorted("id"), 1)
            ],
        }

    @route(
        "/my/activities/<int:activity_id>/package/<int:package_id>/<int:rank>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_package_volume(self, activity_id, package_id, rank, **kw):
        """One volume, by its rank in a package of the activity."""
        activity = self._get_member_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        packages = request.env["caetic.exit.package"].search(
            [("activity_id", "=", activity.id)]
        )
        package = packages.filtered(lambda one: one.id == package_id)
        # Found as the user among the packages of their own activity.
        volumes_sudo = package.sudo().volume_ids.sorted("id")
        volume_sudo = volumes_sudo[rank - 1 : rank] if rank else volumes_sudo[:0]
        if not volume_sudo:
            return request.redirect("/my")
        stream = request.env["ir.binary"]._get_stream_from(volume_sudo)
        return stream.get_response(as_attachment=True)
