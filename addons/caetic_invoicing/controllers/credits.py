# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from .. import engine
from . import wording
from .invoices import InvoicesPortal


class CreditsPortal(InvoicesPortal):
    """Credit notes of a part of an issued invoice, or of all that is left."""

    @route(
        "/my/activities/<int:activity_id>/invoices/<int:document_id>/credit",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_invoice_credit(self, activity_id, document_id, **post):
        activity, move = self._get_document(activity_id, document_id)
        if not move:
            return request.redirect("/my")
        if not move._portal_may_credit():
            return request.redirect(self._get_document_url(activity, move))
        lines = move._portal_get_credit_lines()
        if request.httprequest.method == "GET":
            return self._render_credit(activity, move, lines, {"how": "all"})
        names = ["how", "reason", "amount", *(f"quantity-{one.key}" for one in lines)]
        return self._save_credit(activity, move, lines, self._read_form(post, names))

    def _save_credit(self, activity, move, lines, form):
        credit, issues = engine.parse_credit(form, lines)
        if issues:
            return self._render_credit(activity, move, lines, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                refund = move._portal_credit(credit)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_credit(
                activity, move, lines, form, alert=error.args[0], status=422
            )
        message = "posted" if refund.state == "posted" else "submitted"
        url = self._get_document_url(activity, refund)
        return request.redirect(f"{url}?message={message}")

    def _render_credit(
        self, activity, move, lines, form, issues=(), alert="", status=200
    ):
        write = wording.amount_writer(request.env, move.currency_id)
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_invoice_form",
            "document": move,
            "lines": [
                {
                    "name": f"quantity-{one.key}",
                    "label": one.label.partition("\n")[0],
                    "quantity": activity._format_number(one.left_quantity),
                    "left": write(float(one.left)),
                }
                for one in lines
            ],
            "left": write(float(engine.left_of(lines))),
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
        }
        return request.render(
            "caetic_invoicing.portal_my_activity_credit", values, status=status
        )
