# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..models.caetic_member_portal import FORM
from ..uploads import LIMIT, read_upload
from . import wording
from .portal import MAX_ID, CaeticPortal

# An oversized paper reaches its form, to be refused beside its field.
FORM_BYTES = 8 * LIMIT


class FilePortal(CaeticPortal):
    """« Mon dossier »: what the cooperative knows of a person, for that person."""

    def _get_own_file(self):
        """Return the last stay of the user, or an empty record."""
        members = request.env["caetic.member"].with_context(active_test=False)
        return members.search(
            [("user_id", "=", request.env.uid)], order="active desc, id desc", limit=1
        )

    def _file_page_values(self, member, page):
        """Values of a page of the file."""
        values = self._person_page_values("file")
        return {**values, "page_name": f"caetic_{page}", "member": member}

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_file_count" in counters:
            values["caetic_file_count"] = len(self._get_own_file())
        return values

    # -- the file ---------------------------------------------------------------------

    @route("/my/file", type="http", auth="user", website=True, readonly=True)
    def portal_my_file(self, message="", **kw):
        member = self._get_own_file()
        if not member:
            return request.redirect("/my")
        values = {
            **self._file_page_values(member, "file"),
            "file": member._portal_get_file(),
            "unread": bool(member._portal_get_privacy()["is_unread"]),
            "message": message,
        }
        return request.render("caetic_members.portal_my_file", values)

    # -- corrections ------------------------------------------------------------------

    @route(
        "/my/file/edit",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_file_edit(self, **post):
        member = self._get_own_file()
        if not member:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            if not member._is_file_open():
                return request.redirect("/my/file?message=closed")
            return self._render_edit(member, member._portal_get_form())
        form = {name: str(post[name]) for name in FORM if name in post}
        note = str(post.get("note", "")).strip()
        return self._ask_correction(member, form, note)

    def _ask_correction(self, member, form, note):
        today = fields.Date.context_today(member)
        try:
            with request.env.cr.savepoint():
                _change, issues = member._portal_ask_correction(form, note, today)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_edit(member, form, note, {"": error.args[0]})
        if issues:
            texts = wording.file_issue_texts(request.env, issues)
            return self._render_edit(member, form, note, texts)
        return request.redirect("/my/file?message=asked")

    def _render_edit(self, member, form, note="", errors=None):
        values = {
            "form": {**member._portal_get_form(), **form, "note": note},
            "choices": member._get_form_choices(),
            "labels": member._get_form_labels(),
        }
        return self._render_file_form(member, "file_edit", values, errors)

    def _render_file_form(self, member, page, values, errors=None):
        """Render a form of the file.

        :param dict errors: sentence by field; under the empty name, one for the form
        """
        errors = dict(errors or {})
        status = 422 if errors else 200
        values = {
            **self._file_page_values(member, page),
            **values,
            "alert": errors.pop("", ""),
            "errors": errors,
        }
        return request.render(f"caetic_members.portal_my_{page}", values, status=status)

    # -- papers -----------------------------------------------------------------------

    @route(
        "/my/file/documents/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_file_document_new(self, **post):
        member = self._get_own_file()
        if not member:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            if not member._is_file_open():
                return request.redirect("/my/file?message=closed")
            return self._render_upload(member, {"type": str(post.get("type", ""))})
        form = {name: str(post.get(name, "")) for name in ("type", "note")}
        return self._add_document(member, form, post.get("file"))

    def _add_document(self, member, form, upload):
        filename, content = read_upload(upload)
        number = int(form["type"]) if form["type"].isdecimal() else 0
        try:
            with request.env.cr.savepoint():
                _document, issues = member._portal_add_document(
                    number, filename, content, form["note"].strip()
                )
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_upload(member, form, {"": error.args[0]})
        if issues:
            texts = wording.file_issue_texts(request.env, issues)
            return self._render_upload(member, form, texts)
        return request.redirect("/my/file?message=sent#caetic_documents")

    def _render_upload(self, member, form, errors=None):
        kinds = member._portal_get_document_types()
        values = {"form": form, "kinds": [(str(kind.id), kind.name) for kind in kinds]}
        return self._render_file_form(member, "file_document", values, errors)

    @route(
        "/my/file/documents/<int:document_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_file_document(self, document_id, **kw):
        """A paper of one's own file, as it was sent."""
        documents = request.env["caetic.member.document"]
        if not 0 < document_id <= MAX_ID:
            return request.redirect("/my/file")
        document = documents.search(
            [
                ("id", "=", document_id),
                ("member_id.user_id", "=", request.env.uid),
            ],
            limit=1,
        )
        if not document.with_context(bin_size=True).file:
            return request.redirect("/my/file")
        stream = request.env["ir.binary"]._get_stream_from(
            document, "file", filename_field="filename"
        )
        return stream.get_response(as_attachment=True)
