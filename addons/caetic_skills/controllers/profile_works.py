# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.file import FORM_BYTES
from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id
from odoo.addons.caetic_members.uploads import read_upload

from ..engine import read_text
from .profile import ProfilePortal, read_numbers

PROOF = ("name", "kind", "date", "date_end", "customer", "words", "url")
ITEM = ("name", "date", "customer", "description", "url")
SIZES = (512, 1024)


class ProfileWorksPortal(ProfilePortal):
    """Who one is, proofs and portfolio: what makes a profile convincing."""

    # -- who one is -------------------------------------------------------------------

    @route(
        "/my/profile/about",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_profile_about(self, **post):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        form, issues = profile._portal_get_about(), {}
        if request.httprequest.method == "POST":
            form = {name: read_text(post.get(name)) for name in form}
            _name, photo = read_upload(post.get("photo"))
            forget = post.get("forget_photo") == "1"
            issues = profile._portal_set_about(form, photo, forget)
            if not issues:
                return request.redirect("/my/profile?message=saved#caetic_about")
        values = {"form": form, "page": profile._portal_get_page()}
        return self._render_profile("about", values, issues)

    # -- proofs -----------------------------------------------------------------------

    @route(
        ["/my/profile/proofs/new", "/my/profile/proofs/<int:number>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_profile_proof(self, number=0, **post):
        return self._edit_work("proof", path_id(number), post)

    @route(
        "/my/profile/proofs/<int:number>/document",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_profile_document(self, number, **kw):
        """The document of one's own proof: colleagues see that there is one."""
        profile = request.env["caetic.profile"]._portal_read_own()
        proof_sudo = profile and profile._portal_find("proof_ids", number)
        if not proof_sudo or not proof_sudo._get_row()["has_document"]:
            return request.redirect("/my/profile")
        stream = request.env["ir.binary"]._get_stream_from(
            proof_sudo, "document", filename_field="document_name"
        )
        return stream.get_response(as_attachment=True)

    @route(
        "/my/profile/proofs/<int:number>/delete",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_profile_proof_delete(self, number, **post):
        return self._delete_work("proof_ids", number, "caetic_proofs")

    # -- portfolio --------------------------------------------------------------------

    @route(
        ["/my/profile/portfolio/new", "/my/profile/portfolio/<int:number>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_profile_item(self, number=0, **post):
        return self._edit_work("item", path_id(number), post)

    @route(
        "/my/profile/portfolio/<int:number>/delete",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_profile_item_delete(self, number, **post):
        return self._delete_work("item_ids", number, "caetic_portfolio")

    # -- what both do -----------------------------------------------------------------

    def _edit_work(self, kind, number, post):
        """Show the form of a proof or of a piece of work, or save it."""
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        is_proof = kind == "proof"
        names, file_name = (PROOF, "document") if is_proof else (ITEM, "picture")
        known = {}
        if number:
            read = profile._portal_get_proof if is_proof else profile._portal_get_item
            known = read(number)
            if known is None:
                return request.redirect("/my/profile")
        form = {**dict.fromkeys(names, ""), "skills": set(), **known}
        issues = {}
        if request.httprequest.method == "POST":
            form.update({name: read_text(post.get(name)) for name in names})
            form["skills"] = read_numbers("skills")
            sent = read_upload(post.get(file_name))
            issues = self._save_work(profile, kind, number, form, sent)
            if not issues:
                anchor = "caetic_proofs" if is_proof else "caetic_portfolio"
                return request.redirect(f"/my/profile?message=saved#{anchor}")
        values = {
            "form": form,
            "number": number,
            "skills": profile._portal_get_own_skills(),
        }
        return self._render_profile(kind, values, issues)

    def _save_work(self, profile, kind, number, form, sent):
        filename, content = sent
        if kind == "proof":
            return profile._portal_save_proof(number, form, filename, content)
        return profile._portal_save_item(number, form, content)

    def _delete_work(self, name, number, anchor):
        profile = self._get_profile()
        if not profile:
            return request.redirect("/my")
        profile._portal_delete(name, number)
        return request.redirect(f"/my/profile?message=deleted#{anchor}")

    # -- pictures ---------------------------------------------------------------------

    @route(
        "/my/profile/pictures/<int:item_id>/<int:size>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_profile_picture(self, item_id, size, **kw):
        """A picture of a portfolio that the user may see."""
        profiles = request.env["caetic.profile"]
        if not 0 < item_id <= MAX_ID or size not in SIZES:
            return request.not_found()
        item_sudo = profiles._portal_find_picture(item_id)
        return self._send_picture(item_sudo, f"image_{size}")

    @route(
        "/my/profile/photos/<int:profile_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_profile_photo(self, profile_id, **kw):
        """The photo of somebody that the user may see."""
        profiles = request.env["caetic.profile"]
        if not 0 < profile_id <= MAX_ID:
            return request.not_found()
        return self._send_picture(profiles._portal_find_photo(profile_id), "photo")

    def _send_picture(self, record_sudo, field):
        """Send a picture of a record found by a method that checks the reader."""
        if not record_sudo.with_context(bin_size=True)[field]:
            return request.not_found()
        stream = request.env["ir.binary"]._get_image_stream_from(record_sudo, field)
        return stream.get_response()
