# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .. import engine
from . import wording
from .customers import CUSTOMER_FIELDS
from .lines import LinesPortal

PAGE_SIZE = 50
FORM_BYTES = 32 * 1024 * 1024
HEAD_FIELDS = (
    "customer",
    "date",
    "delivery",
    "term",
    "reference",
    "note",
    "send",
    "service",
    "contract",
    "engagement",
)
NEW = "new-"


def form_limit(_controller):
    """Let an oversized note reach its form, to be refused beside its field.

    Odoo answers 413 on its own above 10 MB of form, and the page is lost with all
    that was typed. Its request object has no public door to that limit.
    """
    wrapped = vars(request.httprequest).get("_HTTPRequest__wrapped")
    if wrapped is not None:
        wrapped.max_form_memory_size = FORM_BYTES
    return FORM_BYTES


class InvoicesPortal(LinesPortal):
    """Invoices and credit notes of an activity, written by its members."""

    def _prepare_activity_values(self, activity):
        values = super()._prepare_activity_values(activity)
        return {**values, "can_invoice": activity in values["activities"]}

    def _get_document(self, activity_id, document_id):
        """Return ``(activity, document)`` of the user, empty when not theirs."""
        activity = self._get_own_activity(activity_id)
        if not activity or document_id > MAX_ID:
            return activity, request.env["account.move"]
        return activity, activity._portal_get_document(document_id)

    # -- list -------------------------------------------------------------------------

    @route(
        [
            "/my/activities/<int:activity_id>/invoices",
            "/my/activities/<int:activity_id>/invoices/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_invoices(self, activity_id, page=1, q="", message="", **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        query = engine.clean_text(q)[:64]
        page = min(max(path_id(page), 1), MAX_ID)
        values = self._prepare_invoices_values(activity, page, query)
        return request.render(
            "caetic_invoicing.portal_my_activity_invoices",
            {**values, "message": message},
        )

    def _prepare_invoices_values(self, activity, page, query):
        rows, total = activity._portal_get_rows(
            query, (page - 1) * PAGE_SIZE, PAGE_SIZE
        )
        base = f"/my/activities/{activity.id}/invoices"
        return {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_invoices",
            "rows": list(map(wording.row_writer(request.env), rows)),
            "total": total,
            "query": query,
            "pager": portal_pager(
                base, total, page, PAGE_SIZE, url_args={"q": query} if query else None
            ),
        }

    # -- form -------------------------------------------------------------------------

    @route(
        [
            "/my/activities/<int:activity_id>/invoices/new",
            "/my/activities/<int:activity_id>/invoices/<int:document_id>/edit",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=form_limit,
    )
    def portal_my_activity_invoice_form(self, activity_id, document_id=0, **post):
        document_id = path_id(document_id)
        activity, move = self._get_document(activity_id, document_id)
        if not activity or (document_id and not move):
            return request.redirect("/my")
        if move and not move._portal_may_change():
            return request.redirect(self._get_document_url(activity, move))
        if request.httprequest.method == "GET":
            form = activity._portal_get_form(move, post.get("customer"))
            return self._render_form(activity, move, form)
        return self._handle_form(activity, move, post)

    def _handle_form(self, activity, move, post):
        form = self._read_invoice_form(post)
        act = str(post.get("do", "save"))
        if self._is_row_act(act):
            form = self._change_rows(activity, form, act)
            return self._render_form(activity, move, form, focus=act)
        return self._save_form(activity, move, form, act)

    def _save_form(self, activity, move, form, act):
        invoice, customer, issues = self._parse_form(activity, form)
        if issues:
            return self._render_form(activity, move, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                saved = activity._portal_save_all(invoice, customer, move)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_form(
                activity, move, form, alert=error.args[0], status=422
            )
        if act == "repeat":
            return request.redirect(f"{self._get_document_url(activity, saved)}/repeat")
        if act == "check":
            return request.redirect(self._get_document_url(activity, saved))
        return request.redirect(f"/my/activities/{activity.id}/invoices?message=saved")

    def _parse_form(self, activity, form):
        """Return ``(invoice, new customer or None, issues)``."""
        invoice, issues = engine.parse_invoice(form)
        issues += activity._portal_check_invoice(invoice)
        customer = None
        if invoice.is_new_customer:
            customer, more = engine.parse_customer(form, NEW)
            issues += more or activity._portal_check_customer(customer, prefix=NEW)
        return invoice, customer, issues

    def _read_invoice_form(self, post):
        form = self._read_form(post, HEAD_FIELDS)
        form.update(self._read_form(post, CUSTOMER_FIELDS, NEW))
        return {**form, **self._read_rows(post)}

    def _render_form(
        self, activity, move, form, issues=(), alert="", focus="", status=200
    ):
        invoice, _issues = engine.parse_invoice(form)
        customer = activity._portal_get_customer(invoice.customer_id)
        untaxed, vat, total = activity._portal_get_totals(invoice.lines, customer)
        given = engine.given(invoice.lines, invoice.shares)
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_invoice_form",
            "document": move,
            "refused_share": move._portal_has_refused_share(),
            "form": form,
            "share_rows": engine.rows_of(form, "share"),
            "share_lines": wording.share_line_options(request.env, form),
            "errors": wording.issue_texts(request.env, issues),
            "twin_id": self._get_twin(issues),
            "alert": alert,
            "totals": {"untaxed": untaxed, "vat": vat, "total": total},
            "estimate": activity._portal_estimate(untaxed, given=given),
            **self._get_line_values(activity, form, focus, customer),
            **self._get_choices(activity),
        }
        return request.render(
            "caetic_invoicing.portal_my_activity_invoice_form", values, status=status
        )

    def _get_choices(self, activity):
        customers = activity._portal_get_customers()
        return {
            "customers": customers,
            "has_public": any(one._caetic_is_public_body() for one in customers),
            "terms": activity._portal_get_terms(),
            "partners": activity._portal_get_partners(),
            "countries": self._get_countries(),
        }

    @route(
        "/my/activities/<int:activity_id>/invoices/estimate",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_estimate(
        self, activity_id, amount="", shared="", given=None, **kw
    ):
        """What a typed amount would bring, for the script of the form."""
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        untaxed = engine.to_rate(engine.parse_decimal(amount) or 0)
        percentage = engine.to_rate(engine.parse_decimal(shared) or 0)
        euros = None if given is None else engine.parse_decimal(given)
        in_range = 0 <= untaxed <= engine.MAX_AMOUNT and 0 <= percentage <= 100
        if not in_range or (euros is not None and not 0 <= euros <= untaxed):
            return request.make_json_response({}, status=422)
        estimate = activity._portal_estimate(untaxed, percentage, euros)
        return request.make_json_response(
            {key: str(value) for key, value in estimate.items()}
        )

    # -- one document -----------------------------------------------------------------

    def _get_document_url(self, activity, move):
        return f"/my/activities/{activity.id}/invoices/{move.id}"

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_activity_invoice(
        self, activity_id, document_id, report_type=None, message="", **kw
    ):
        activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        if report_type == "pdf" and move.state == "posted":
            return self._send_paper(*move._portal_get_pdf())
        return self._render_document(activity, move, message)

    def _render_document(self, activity, move, message="", alert="", status=200):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_invoice",
            "document": move,
            "row": wording.row_writer(request.env)(activity._portal_get_row(move)),
            "may_edit": move._portal_is_editable(),
            "is_model": move._caetic_is_model(),
            "reasons": move._portal_get_reasons(),
            "alone": activity._portal_posts_alone(move),
            "shares": wording.own_share_rows(request.env, move._portal_get_shares()),
            "waits_for_shares": move.caetic_approval_codes == ["share_pending"],
            "refused_share": move._portal_has_refused_share(),
            "limit_words": activity._portal_get_limit_words(move),
            "copies": move._portal_get_sent(),
            "link": move._portal_get_link(),
            "is_payable": move._caetic_can_be_paid_online(),
            "customer_messages": move._portal_get_comments(),
            "message": message,
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_activity_invoice", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/preview",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_invoice_preview(self, activity_id, document_id, **kw):
        _activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        html = move._portal_get_preview()
        response = request.make_response(
            html, [("Content-Type", "text/html; charset=utf-8")]
        )
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/submit",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_invoice_submit(self, activity_id, document_id, **post):
        return self._act(activity_id, document_id, lambda move: move._caetic_submit())

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/send",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_invoice_send(self, activity_id, document_id, **post):
        return self._act(
            activity_id, document_id, lambda move: move._portal_send(), "sent"
        )

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/refund",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_invoice_refund(self, activity_id, document_id, **post):
        return self._act(activity_id, document_id, lambda move: move._portal_refund())

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/discard",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_invoice_discard(self, activity_id, document_id, **post):
        return self._act(
            activity_id, document_id, lambda move: move._portal_discard(), "discarded"
        )

    def _act(self, activity_id, document_id, act, message=""):
        """Do one act on a document of the user and say what came of it."""
        activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                result = act(move)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_document(
                activity, move, alert=error.args[0], status=422
            )
        if not move.exists():
            url = f"/my/activities/{activity.id}/invoices"
            return request.redirect(f"{url}?message={message}")
        shown = result or move
        message = message or ("posted" if shown.state == "posted" else "submitted")
        url = self._get_document_url(activity, shown)
        return request.redirect(f"{url}?message={message}")
