# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import (
    MAX_ID,
    CaeticPortal,
    path_id,
)
from odoo.addons.caetic_members.controllers.wording import upload_text
from odoo.addons.caetic_members.uploads import LIMIT, check_upload, read_upload
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .. import engine
from . import wording

PAGE_SIZE = 50
KINDS = ("image", "pdf", "xml")
# An oversized document reaches its form, to be refused beside its field.
FORM_BYTES = 8 * LIMIT
HEAD_FIELDS = (
    "supplier",
    "name",
    "siren",
    "country",
    "vat_number",
    "kind",
    "date",
    "reference",
    "paid",
)
REASON_LIMIT = 1000


class PurchasesPortal(CaeticPortal):
    """Suppliers' bills of an activity, sent and read by its members."""

    def _prepare_activity_values(self, activity):
        values = super()._prepare_activity_values(activity)
        return {**values, "can_purchase": activity in values["activities"]}

    def _prepare_money_values(self, activity, limit):
        values = super()._prepare_money_values(activity, limit)
        return {**values, "can_purchase": activity in values["activities"]}

    def _get_purchase_activity(self, activity_id):
        """Return the activity if the user is one of its members, else nothing."""
        activity = self._get_activity(activity_id)
        return activity if activity in self._get_own_activities() else activity[:0]

    def _get_purchase(self, activity_id, document_id):
        """Return ``(activity, bill)`` of the user, empty when not theirs."""
        activity = self._get_purchase_activity(activity_id)
        if not activity or not 0 < document_id <= MAX_ID:
            return activity, request.env["account.move"]
        return activity, activity._portal_get_purchase(document_id)

    def _get_purchase_url(self, activity, move=None, end=""):
        base = f"/my/activities/{activity.id}/purchases"
        return f"{base}/{move.id}{end}" if move else base

    # -- list -------------------------------------------------------------------------

    @route(
        [
            "/my/activities/<int:activity_id>/purchases",
            "/my/activities/<int:activity_id>/purchases/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_purchases(
        self, activity_id, page=1, message="", show="", **kw
    ):
        activity = self._get_purchase_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        page = min(max(path_id(page), 1), MAX_ID // PAGE_SIZE)
        amount, count = activity._portal_get_purchase_waiting()
        show = "waiting" if show == "waiting" and count else ""
        rows, total = activity._portal_get_purchase_rows(
            (page - 1) * PAGE_SIZE, PAGE_SIZE, bool(show)
        )
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_purchases",
            "rows": list(map(wording.row_writer(request.env), rows)),
            "figures": wording.figure_rows(
                request.env, amount, count, activity.currency_id
            ),
            "show": show,
            "message": message,
            "pager": portal_pager(
                self._get_purchase_url(activity),
                total,
                page,
                PAGE_SIZE,
                url_args={"show": show} if show else None,
            ),
        }
        return request.render("caetic_purchases.portal_my_purchases", values)

    # -- a document -------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/purchases/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_activity_purchase_new(self, activity_id, **post):
        activity = self._get_purchase_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_bill_upload(activity)
        filename, content = read_upload(post.get("file"))
        upload, code = check_upload(filename, content, KINDS)
        if code:
            text = upload_text(request.env, code, KINDS)
            return self._render_bill_upload(activity, {"file": text})
        return self._receive_bill(activity, upload, content)

    def _receive_bill(self, activity, upload, content):
        try:
            with request.env.cr.savepoint():
                move, known = activity._portal_receive_purchase(upload, content)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_bill_upload(activity, alert=error.args[0])
        if known:
            url = self._get_purchase_url(activity, move)
            return request.redirect(f"{url}?message=known")
        return request.redirect(self._get_purchase_url(activity, move, "/edit"))

    def _render_bill_upload(self, activity, errors=None, alert=""):
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_purchase_new",
            "errors": errors or {},
            "alert": alert,
            "form": {},
        }
        status = 422 if errors or alert else 200
        return request.render(
            "caetic_purchases.portal_my_purchase_new", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/purchases/<int:document_id>/file",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_purchase_file(self, activity_id, document_id, **kw):
        """The document of one's own bill, as it was received."""
        _activity, move = self._get_purchase(activity_id, path_id(document_id))
        attachment = move and move._portal_get_file()
        if not attachment:
            return request.redirect("/my")
        stream = request.env["ir.binary"]._get_stream_from(attachment)
        response = stream.get_response(as_attachment=True)
        response.headers["Content-Security-Policy"] = "sandbox"
        return response

    # -- form -------------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/purchases/<int:document_id>/edit",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_purchase_edit(self, activity_id, document_id, **post):
        activity, move = self._get_purchase(activity_id, path_id(document_id))
        if not move:
            return request.redirect("/my")
        if not move._portal_is_purchase_editable():
            return request.redirect(self._get_purchase_url(activity, move))
        if request.httprequest.method == "GET":
            form = activity._portal_get_purchase_form(move)
            return self._render_bill_form(activity, move, form)
        form = self._read_purchase_form(post)
        act = str(post.get("do", "save"))
        if act.startswith(("add_", "remove_")):
            return self._render_bill_form(
                activity, move, self._change_bill_rows(form, act)
            )
        return self._save_bill(activity, move, form, act == "submit")

    def _read_purchase_form(self, post):
        names = [name for name in HEAD_FIELDS if name in post]
        names += [name for name in post if engine.ROW.fullmatch(name)]
        return {name: str(post[name]) for name in names}

    def _change_bill_rows(self, form, act):
        """Add or remove a line, without JavaScript."""
        rows = engine.rows_of(form)
        if act == "add_line" and len(rows) < engine.MAX_LINES:
            form[f"line-{rows[-1] + 1 if rows else 0}-label"] = ""
        elif act.startswith("remove_"):
            gone = act.removeprefix("remove_")
            form = {k: v for k, v in form.items() if not k.startswith(f"{gone}-")}
        return form

    def _save_bill(self, activity, move, form, submit):
        bill, issues = engine.parse_bill(form, activity._portal_get_purchase_rates())
        issues += activity._portal_check_purchase_form(bill, move)
        if issues:
            errors = wording.issue_texts(request.env, issues)
            return self._render_bill_form(activity, move, form, errors)
        twin = activity._portal_find_twin(bill, move)
        if twin and submit:
            return self._render_bill_form(activity, move, form, twin=twin)
        try:
            with request.env.cr.savepoint():
                activity._portal_save_purchase(bill, form, move, submit)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_bill_form(activity, move, form, alert=error.args[0])
        url = self._get_purchase_url(activity, move)
        return request.redirect(f"{url}?message={'sent' if submit else 'saved'}")

    def _render_bill_form(self, activity, move, form, errors=None, alert="", twin=None):
        suppliers = activity._portal_get_suppliers() | move.partner_id
        kinds = activity._portal_get_purchase_kinds()
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_purchase_form",
            "document": move,
            "form": form,
            "line_rows": engine.rows_of(form) or [0],
            "errors": errors or {},
            "alert": alert,
            "twin": twin,
            "suppliers": [(one.id, one.name) for one in suppliers],
            "kinds": [(one.id, one.name) for one in kinds],
            "countries": activity._portal_get_countries_abroad(),
            "rates": wording.rate_options(
                request.env, activity._portal_get_purchase_rates()
            ),
        }
        status = 422 if errors or alert or twin else 200
        return request.render(
            "caetic_purchases.portal_my_purchase_form", values, status=status
        )

    # -- one bill ---------------------------------------------------------------------

    @route(
        "/my/activities/<int:activity_id>/purchases/<int:document_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_purchase(self, activity_id, document_id, message="", **kw):
        activity, move = self._get_purchase(activity_id, path_id(document_id))
        if not move:
            return request.redirect("/my")
        return self._render_purchase(activity, move, message)

    def _render_purchase(self, activity, move, message="", alert="", reason=""):
        row = activity._portal_get_purchase_row(move)
        part = move.caetic_part_ids.filtered(lambda one: one.activity_id == activity)
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_purchase",
            "row": wording.row_writer(request.env)(row),
            "refusal": move.caetic_purchase_refusal or "",
            "contested": part.reason or "",
            "has_file": bool(move._portal_get_file()),
            "may_edit": move._portal_is_purchase_editable(),
            "message": message,
            "alert": alert,
            "form": {"reason": reason},
            "errors": {"reason": alert} if alert else {},
        }
        return request.render(
            "caetic_purchases.portal_my_purchase", values, status=422 if alert else 200
        )

    @route(
        "/my/activities/<int:activity_id>/purchases/<int:document_id>/answer",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_purchase_answer(self, activity_id, document_id, **post):
        reason = engine.clean_text(post.get("reason"))[:REASON_LIMIT]
        agreed = post.get("do") == "agree"
        return self._act_on_purchase(
            activity_id,
            document_id,
            lambda activity, move: activity._portal_answer_purchase(
                move, agreed, reason
            ),
            "agreed" if agreed else "contested",
            reason,
        )

    @route(
        "/my/activities/<int:activity_id>/purchases/<int:document_id>/discard",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_purchase_discard(self, activity_id, document_id, **post):
        return self._act_on_purchase(
            activity_id,
            document_id,
            lambda activity, move: activity._portal_discard_purchase(move),
            "discarded",
        )

    def _act_on_purchase(self, activity_id, document_id, act, message, reason=""):
        """Do one act on a bill of the user and say what came of it."""
        activity, move = self._get_purchase(activity_id, path_id(document_id))
        if not move:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                act(activity, move)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_purchase(
                activity, move, alert=error.args[0], reason=reason
            )
        shown = move if move.exists() else None
        url = self._get_purchase_url(activity, shown)
        return request.redirect(f"{url}?message={message}")
