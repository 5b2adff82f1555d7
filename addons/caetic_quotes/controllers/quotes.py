# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_invoicing import engine as invoicing
from odoo.addons.caetic_invoicing.controllers.customers import CUSTOMER_FIELDS
from odoo.addons.caetic_invoicing.controllers.invoices import (
    NEW,
    PAGE_SIZE,
    InvoicesPortal,
    form_limit,
)
from odoo.addons.caetic_invoicing.controllers.wording import (
    own_share_rows,
    share_line_options,
)
from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .. import engine
from . import wording

# Those of a list; further ones are typed by mistake.
YEARS = {str(year): year for year in range(2000, 2100)}
PATH = "/my/activities/<int:activity_id>/quotes"
HEAD_FIELDS = (
    "customer",
    "term",
    "reference",
    "note",
    "send",
    "validity",
    "deposit",
    "pay_online",
    "conditions",
)


class QuotesPortal(InvoicesPortal):
    """Quotes of an activity, written by its members."""

    def _prepare_activity_values(self, activity):
        values = super()._prepare_activity_values(activity)
        return {**values, "can_quote": activity in values["activities"]}

    def _get_quote(self, activity_id, quote_id):
        """Return ``(activity, quote)`` of the user, empty when not theirs."""
        activity = self._get_own_activity(activity_id)
        if not activity or quote_id > MAX_ID:
            return activity, request.env["sale.order"]
        return activity, activity._portal_get_quote(quote_id)

    def _get_quote_url(self, activity, quote):
        return f"/my/activities/{activity.id}/quotes/{quote.id}"

    # -- list -------------------------------------------------------------------------

    @route(
        [PATH, f"{PATH}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_quotes(
        self, activity_id, page=1, q="", state="", year="", message="", **kw
    ):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        page = min(max(path_id(page), 1), MAX_ID)
        chosen = {
            "q": invoicing.clean_text(q)[:64],
            "state": state if state in wording.STATES else "",
            "year": YEARS.get(year, 0),
        }
        values = self._prepare_quotes_values(activity, page, chosen)
        return request.render(
            "caetic_quotes.portal_my_activity_quotes", {**values, "message": message}
        )

    def _prepare_quotes_values(self, activity, page, chosen):
        """Values of the list: those that the search and the figures name."""
        rows, total = activity._portal_get_quote_rows(
            chosen["q"],
            (page - 1) * PAGE_SIZE,
            PAGE_SIZE,
            state=chosen["state"],
            year=chosen["year"],
        )
        base = f"/my/activities/{activity.id}/quotes"
        kept = {name: value for name, value in chosen.items() if value}
        return {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_quotes",
            "rows": list(map(wording.row_writer(request.env), rows)),
            "total": total,
            "query": chosen["q"],
            "narrowed": bool(chosen["state"] or chosen["year"]),
            "pager": portal_pager(base, total, page, PAGE_SIZE, url_args=kept or None),
        }

    # -- form -------------------------------------------------------------------------

    @route(
        [f"{PATH}/new", f"{PATH}/<int:quote_id>/edit"],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=form_limit,
    )
    def portal_my_activity_quote_form(self, activity_id, quote_id=0, **post):
        quote_id = path_id(quote_id)
        activity, quote = self._get_quote(activity_id, quote_id)
        if not activity or (quote_id and not quote):
            return request.redirect("/my")
        if quote and not quote._portal_is_editable():
            return request.redirect(self._get_quote_url(activity, quote))
        if request.httprequest.method == "GET":
            form = self._get_quote_form(activity, quote, post)
            return self._render_quote_form(activity, quote, form)
        return self._handle_quote_form(activity, quote, post)

    def _get_quote_form(self, activity, quote, post):
        """Return the texts that a form opens with; to extend."""
        return activity._portal_get_quote_form(quote, post.get("customer"))

    def _save_quote(self, activity, parsed, customer, quote, form):
        """Write what was typed and return the quote; to extend."""
        return activity._portal_save_quote(*parsed, customer, quote)

    def _handle_quote_form(self, activity, quote, post):
        form = self._read_quote_form(post)
        act = str(post.get("do", "save"))
        if self._is_row_act(act):
            form = self._change_quote_rows(activity, form, act)
            return self._render_quote_form(activity, quote, form, act=act)
        return self._save_quote_form(activity, quote, form, act)

    def _read_quote_form(self, post):
        form = self._read_form(post, HEAD_FIELDS)
        form.update(self._read_form(post, CUSTOMER_FIELDS, NEW))
        form.update(self._read_rows(post))
        stages = filter(engine.STAGE_ROW.fullmatch, post)
        return {**form, **{key: str(post[key]) for key in stages}}

    def _change_quote_rows(self, activity, form, act):
        """Add or remove a payment, or whatever lines do, without JavaScript."""
        if act == "add_stage":
            return engine.add_stage(form)
        return self._change_rows(activity, form, act)

    def _save_quote_form(self, activity, quote, form, act):
        parsed, customer, issues = self._parse_quote_form(activity, form)
        if issues:
            return self._render_quote_form(activity, quote, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                saved = self._save_quote(activity, parsed, customer, quote, form)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_quote_form(
                activity, quote, form, alert=error.args[0], status=422
            )
        if act == "check":
            return request.redirect(self._get_quote_url(activity, saved))
        return request.redirect(f"/my/activities/{activity.id}/quotes?message=saved")

    def _parse_quote_form(self, activity, form):
        """Return ``((document, quote), new customer or None, issues)``."""
        document, issues = invoicing.parse_invoice(form)
        reader = invoicing.Reader(form)
        quote = engine.parse_quote(reader)
        issues += reader.issues
        issues += activity._portal_check_quote(document, quote)
        customer = None
        if document.is_new_customer:
            customer, more = invoicing.parse_customer(form, NEW)
            issues += more or activity._portal_check_customer(customer, prefix=NEW)
        return (document, quote), customer, issues

    def _render_quote_form(
        self, activity, quote, form, issues=(), alert="", act="", status=200
    ):
        document, _issues = invoicing.parse_invoice(form)
        untaxed, vat, total = activity._portal_get_totals(document.lines)
        given = invoicing.given(document.lines, document.shares)
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_quote_form",
            "quote": quote,
            "refused_share": quote._portal_has_refused_share(),
            "form": form,
            "share_rows": invoicing.rows_of(form, "share"),
            "share_lines": share_line_options(request.env, form),
            "stage_rows": engine.stage_rows(form),
            "schedule": self._get_schedule(activity, form, total),
            "can_pay_online": activity._portal_can_pay_online(),
            "errors": wording.issue_texts(request.env, issues),
            "twin_id": self._get_twin(issues),
            "alert": alert,
            "totals": {"untaxed": untaxed, "vat": vat, "total": total},
            "estimate": activity._portal_estimate(untaxed, given=given),
            **self._get_line_values(activity, form, act),
            **self._get_choices(activity),
        }
        return request.render(
            "caetic_quotes.portal_my_activity_quote_form", values, status=status
        )

    def _get_schedule(self, activity, form, total):
        """Rows of what is typed, once it is worth showing."""
        quote = engine.parse_quote(invoicing.Reader(form))
        if not total or not (quote.deposit or quote.stages):
            return []
        rows = [
            {
                "title": wording.step_title(request.env, step),
                "percentage": activity._format_number(step.percentage),
                "amount": float(amount),
                "date": step.date,
            }
            for step, amount in activity._portal_get_schedule(quote, total)
        ]
        return wording.write_steps(request.env, rows, activity.currency_id)

    # -- one quote --------------------------------------------------------------------

    @route(f"{PATH}/<int:quote_id>", type="http", auth="user", website=True)
    def portal_my_activity_quote(
        self, activity_id, quote_id, report_type=None, message="", **kw
    ):
        activity, quote = self._get_quote(activity_id, quote_id)
        if not quote:
            return request.redirect("/my")
        if report_type == "pdf":
            return self._send_paper(*quote._caetic_get_pdf())
        return self._render_quote(activity, quote, message)

    def _render_quote(
        self, activity, quote, message="", alert="", form=None, issues=(), status=200
    ):
        env = request.env
        row = wording.row_writer(env)(activity._prepare_quote_row(quote))
        link = f"{quote.get_base_url()}{quote.access_url}"
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_quote",
            "quote": quote,
            "row": row,
            "steps": wording.write_steps(
                env, quote._portal_get_steps(), quote.currency_id
            ),
            "link": f"{link}?access_token={quote.access_token or ''}",
            "customer_messages": quote._portal_get_comments(),
            "may_edit": quote._portal_is_editable(),
            "reasons": quote._portal_get_reasons(),
            "alone": activity._portal_sends_alone(quote),
            "shares": own_share_rows(env, quote._portal_get_shares()),
            "waits_for_shares": quote.caetic_approval_codes == ["share_pending"],
            "asks_shares": quote._portal_asks_shares(),
            "refused_share": quote._portal_has_refused_share(),
            "message": message,
            "alert": alert,
            "form": form or {},
            "errors": wording.issue_texts(env, issues),
        }
        return request.render(
            "caetic_quotes.portal_my_activity_quote", values, status=status
        )

    @route(
        f"{PATH}/<int:quote_id>/preview",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_quote_preview(self, activity_id, quote_id, **kw):
        _activity, quote = self._get_quote(activity_id, quote_id)
        if not quote:
            return request.redirect("/my")
        response = request.make_response(
            quote._caetic_get_preview(), [("Content-Type", "text/html; charset=utf-8")]
        )
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    # -- acts -------------------------------------------------------------------------

    @route(
        f"{PATH}/<int:quote_id>/submit",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_submit(self, activity_id, quote_id, **post):
        return self._act_on_quote(activity_id, quote_id, lambda q: q._caetic_submit())

    @route(
        f"{PATH}/<int:quote_id>/send",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_send(self, activity_id, quote_id, **post):
        return self._act_on_quote(
            activity_id, quote_id, lambda q: q._portal_send(), "sent"
        )

    @route(
        f"{PATH}/<int:quote_id>/withdraw",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_withdraw(self, activity_id, quote_id, **post):
        return self._act_on_quote(
            activity_id, quote_id, lambda q: q._portal_withdraw(), "withdrawn"
        )

    @route(
        f"{PATH}/<int:quote_id>/duplicate",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_duplicate(self, activity_id, quote_id, **post):
        return self._act_on_quote(
            activity_id, quote_id, lambda q: q._portal_duplicate(), "duplicated"
        )

    @route(
        f"{PATH}/<int:quote_id>/discard",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_discard(self, activity_id, quote_id, **post):
        return self._act_on_quote(
            activity_id, quote_id, lambda q: q._portal_discard(), "discarded"
        )

    @route(
        f"{PATH}/<int:quote_id>/lost",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_lost(self, activity_id, quote_id, **post):
        return self._end_quote(
            activity_id, quote_id, post, lambda q, reason: q._portal_lose(reason)
        )

    @route(
        f"{PATH}/<int:quote_id>/cancel",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_cancel(self, activity_id, quote_id, **post):
        return self._end_quote(
            activity_id, quote_id, post, lambda q, reason: q._portal_cancel(reason)
        )

    def _end_quote(self, activity_id, quote_id, post, end):
        """End a quote of the user with the reason that was typed.

        :param end: function of the quote and the reason
        """
        activity, quote = self._get_quote(activity_id, quote_id)
        if not quote:
            return request.redirect("/my")
        form = self._read_form(post, ["reason"])
        reader = invoicing.Reader(form)
        reason = engine.parse_reason(reader)
        if reader.issues:
            return self._render_quote(
                activity, quote, form=form, issues=reader.issues, status=422
            )
        return self._act_on_quote(activity_id, quote_id, lambda q: end(q, reason))

    @route(
        f"{PATH}/<int:quote_id>/invoice",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_quote_invoice(self, activity_id, quote_id, **post):
        activity, quote = self._get_quote(activity_id, quote_id)
        if not quote:
            return request.redirect("/my")
        stage_id = invoicing.Reader(post).identifier("stage")
        try:
            with request.env.cr.savepoint():
                move = quote._portal_invoice(stage_id)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_quote(activity, quote, alert=error.args[0], status=422)
        return request.redirect(self._get_document_url(activity, move))

    def _act_on_quote(self, activity_id, quote_id, act, message=""):
        """Do one act on a quote of the user and say what came of it."""
        activity, quote = self._get_quote(activity_id, quote_id)
        if not quote:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                result = act(quote)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_quote(activity, quote, alert=error.args[0], status=422)
        if not quote.exists():
            url = f"/my/activities/{activity.id}/quotes"
            return request.redirect(f"{url}?message={message}")
        shown = result or quote
        opened = {"sent": "opened", "draft": "submitted"}
        message = message or opened.get(shown.state, "")
        return request.redirect(
            f"{self._get_quote_url(activity, shown)}?message={message}"
        )

    # -- invoices of quotes -----------------------------------------------------------

    @route()
    def portal_my_activity_invoice_form(self, activity_id, document_id=0, **post):
        """The lines of a signed quote are what the customer signed."""
        activity, move = self._get_document(activity_id, path_id(document_id))
        if move.caetic_quote_id:
            return request.redirect(self._get_document_url(activity, move))
        return super().portal_my_activity_invoice_form(
            activity_id, document_id=document_id, **post
        )
