# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from werkzeug.wsgi import wrap_file

from odoo.exceptions import AccessError
from odoo.http import content_disposition, request, route

from ..models.caetic_member_consent import SWITCHES
from .file import FilePortal
from .portal import MAX_ID


def send_archive(archive, name):
    """Send a ZIP piece by piece.

    :param archive: ``(file, size)`` of ``archive.Archive.close``; closed once sent
    """
    file, size = archive
    headers = [
        ("Content-Type", "application/zip"),
        ("Content-Length", size),
        ("Content-Disposition", content_disposition(name)),
        ("Cache-Control", "no-store"),
    ]
    environ = request.httprequest.environ
    return request.make_response(wrap_file(environ, file), headers)


class PrivacyPortal(FilePortal):
    """Personal data: the notice, what one accepts, and a copy of everything."""

    @route(
        "/my/file/privacy",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_file_privacy(self, message="", **post):
        member = self._get_own_file()
        if not member:
            return request.redirect("/my")
        if request.httprequest.method == "POST":
            answers = {kind: kind in post for kind in SWITCHES}
            if post.get("do") == "read":
                answers = {"notice": True}
            member._portal_answer(answers)
            return request.redirect("/my/file/privacy?message=saved")
        values = {
            **self._file_page_values(member, "file_privacy"),
            "privacy": member._portal_get_privacy(),
            "message": message,
        }
        return request.render("caetic_members.portal_my_file_privacy", values)

    @route("/my/file/export", type="http", auth="user", website=True, methods=["POST"])
    def portal_my_file_export(self, **post):
        """A copy of everything, for whom it is about (RGPD art. 15 and 20)."""
        member = self._get_own_file()
        if not member:
            return request.redirect("/my")
        return send_archive(member._export_access(), "mon-dossier.zip")

    @route("/caetic/members/<int:member_id>/export", type="http", auth="user")
    def member_export(self, member_id, **kw):
        """The same, made by staff for somebody who asked for it."""
        if not 0 < member_id <= MAX_ID:
            return request.redirect("/my")
        members = request.env["caetic.member"].with_context(active_test=False)
        member = members.search([("id", "=", member_id)], limit=1)
        if not member:
            return request.redirect("/my")
        try:
            archive = member._export_access()
        except AccessError:
            return request.redirect("/my")
        return send_archive(archive, f"dossier-{member.id}.zip")
