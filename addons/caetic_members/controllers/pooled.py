# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from .portal import MAX_ID
from .statements import CaeticStatementPortal


class CaeticPooledPortal(CaeticStatementPortal):
    """What the contributions have paid, fiscal year by fiscal year (R121)."""

    def _get_pooled_domain(self, activity):
        # The record rules of staff show drafts: these pages show what was published.
        return [
            ("state", "=", "published"),
            ("company_id", "=", activity.company_id.id),
        ]

    def _prepare_statements_values(self, activity):
        accounts = request.env["caetic.pooled.account"]
        return {
            **super()._prepare_statements_values(activity),
            "pooled": accounts.search(self._get_pooled_domain(activity)),
        }

    def _get_pooled_account(self, activity, account_id):
        """Return a published account of the cooperative of an activity, or none."""
        accounts = request.env["caetic.pooled.account"]
        if not activity or not 0 < account_id <= MAX_ID:
            return accounts
        return accounts.search(
            [("id", "=", account_id), *self._get_pooled_domain(activity)]
        )

    @route(
        "/my/activities/<int:activity_id>/pooled-accounts/<int:account_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_pooled_account(self, activity_id, account_id, **kw):
        activity = self._get_activity(activity_id)
        account = self._get_pooled_account(activity, account_id)
        if not account:
            return request.redirect("/my")
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_statement_pooled",
            "account": account,
        }
        return request.render("caetic_members.portal_my_pooled_account", values)

    @route(
        "/my/activities/<int:activity_id>/pooled-accounts/<int:account_id>/pdf",
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_pooled_account_pdf(self, activity_id, account_id, **kw):
        activity = self._get_activity(activity_id)
        account = self._get_pooled_account(activity, account_id)
        if not account:
            return request.redirect("/my")
        name = f"{account._get_document_title()}.pdf"
        return self._send_paper(account._get_pdf(), name)
