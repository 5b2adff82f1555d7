# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.file import FORM_BYTES
from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id
from odoo.addons.caetic_members.uploads import read_upload
from odoo.addons.portal.controllers.portal import pager as portal_pager

from . import wording
from .resources import ResourcePortal

FILTERS = ("q", "kind", "trade")
FORM = ("name", "kind", "summary", "author", "licence", "url", "trade")


class LibraryPortal(ResourcePortal):
    """The library of the resource centre: search, open, propose."""

    _library_page_size = 20

    def _get_library_filters(self, post):
        """Return the texts by which the library is searched; to extend."""
        return {name: str(post.get(name, "")).strip()[:100] for name in FILTERS}

    @route(
        [
            "/my/resources/library",
            "/my/resources/library/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_library(self, page=1, **kw):
        member = self._get_resource_member()
        if not member:
            return request.redirect("/my")
        filters = self._get_library_filters(kw)
        size = self._library_page_size
        page = min(max(path_id(page), 1), MAX_ID // size)
        rows, total = member._portal_get_library(filters, (page - 1) * size, size)
        values = {
            **self._resource_page_values("library"),
            **self._get_library_choices(member),
            "rows": rows,
            "total": total,
            "filters": filters,
            "pager": portal_pager(
                "/my/resources/library", total, page, size, url_args=filters
            ),
        }
        return request.render("caetic_resources.portal_my_library", values)

    def _get_library_choices(self, member):
        """Return what the filters and the form offer; to extend."""
        return {
            "kinds": member._portal_get_library_kinds(),
            "trades": member._portal_get_library_trades(),
        }

    @route(
        "/my/resources/library/<int:document_id>/open",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_my_library_open(self, document_id, **kw):
        """Give the file or go to the link, and count it."""
        member = self._get_resource_member()
        if not member or not 0 < document_id <= MAX_ID:
            return request.not_found()
        document_sudo = member._portal_get_library_document_sudo(document_id)
        if not document_sudo:
            return request.not_found()
        document_sudo._count_opening()
        if document_sudo.url:
            return request.redirect(document_sudo.url, local=False)
        stream = request.env["ir.binary"]._get_stream_from(
            document_sudo, "document", filename_field="filename"
        )
        return stream.get_response(as_attachment=True)

    # -- propose ----------------------------------------------------------------------

    @route(
        "/my/resources/library/propose",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_library_propose(self, message="", **post):
        member = self._get_resource_member()
        if not member:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_proposal(member, {}, message=message == "proposed")
        form = {name: str(post.get(name, "")) for name in FORM}
        filename, content = read_upload(post.get("file"))
        try:
            with request.env.cr.savepoint():
                _document, issues = member._portal_propose_document(
                    form, filename, content
                )
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_proposal(member, form, {"": error.args[0]})
        if issues:
            texts = wording.proposal_texts(request.env, issues)
            return self._render_proposal(member, form, texts)
        return request.redirect("/my/resources/library/propose?message=proposed")

    def _render_proposal(self, member, form, errors=None, message=False):
        errors = dict(errors or {})
        status = 422 if errors else 200
        proposals = member._portal_get_proposals()
        for row in proposals:
            row["state_words"], row["colour"] = wording.proposal_words(
                request.env, row["state"]
            )
        values = {
            **self._resource_page_values("proposal"),
            **self._get_library_choices(member),
            "form": form,
            "alert": errors.pop("", ""),
            "errors": errors,
            "message": message,
            "proposals": proposals,
        }
        return request.render(
            "caetic_resources.portal_my_library_propose", values, status=status
        )
