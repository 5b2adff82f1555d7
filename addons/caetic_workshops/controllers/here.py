# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID

from ..signature import read_signature
from . import sheet_words as words
from .sheets import FORM_BYTES, SheetPortal

# What each refusal is to a browser.
STATUS = {"signed": 409, "closed": 409}
FORBIDDEN = 403


class HerePortal(SheetPortal):
    """What opens when the code in the room is scanned: sign for oneself, once."""

    @route(
        "/my/here/<int:slot_id>/<string:token>",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_here(self, slot_id, token, message="", **post):
        slots = request.env["event.slot"]
        number = slot_id if 0 < slot_id <= MAX_ID else 0
        slot_sudo = slots._caetic_find_by_token(number, token)
        if not slot_sudo:
            raise request.not_found()
        if request.httprequest.method == "GET":
            row_sudo, issue = slot_sudo._caetic_get_own_row()
            done = message == "signed" and issue == "signed"
            return self._render_here(
                slot_sudo, row_sudo, "" if done else issue, done=done
            )
        picture, wrong = b"", ""
        if post.get("signature"):
            picture, wrong = read_signature(str(post["signature"]))
        if wrong:
            error = words.signature_words(request.env, wrong)
            row_sudo, issue = slot_sudo._caetic_get_own_row()
            return self._render_here(slot_sudo, row_sudo, issue, error)
        row_sudo, issue = slot_sudo._caetic_sign_own(picture)
        if issue:
            return self._render_here(slot_sudo, row_sudo, issue)
        return request.redirect(f"/my/here/{slot_sudo.id}/{token}?message=signed")

    def _render_here(self, slot_sudo, row_sudo, issue, error="", done=False):
        status = STATUS.get(issue, FORBIDDEN) if issue else 422 if error else 200
        values = self._sheet_page_values(
            "here",
            slot=slot_sudo,
            event=slot_sudo.event_id,
            row=row_sudo,
            error=error,
            done=done,
            refusal=issue
            and words.issue_words(request.env, slot_sudo, row_sudo, issue),
            is_signed=issue == "signed",
        )
        return request.render("caetic_workshops.portal_my_here", values, status=status)
