# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.wording import due_words

from .. import engine
from . import follow_wording
from .invoices import InvoicesPortal


class UnpaidPortal(InvoicesPortal):
    """Who owes me what."""

    @route(
        "/my/activities/<int:activity_id>/unpaid",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_unpaid(self, activity_id, customer="", age="", **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        documents = activity._portal_get_unpaid()
        values = self._prepare_unpaid_values(activity, documents)
        chosen = self._choose_unpaid(documents, str(customer), str(age))
        return request.render(
            "caetic_invoicing.portal_my_activity_unpaid", {**values, **chosen}
        )

    def _prepare_unpaid_values(self, activity, documents):
        rows, whole = activity._portal_get_aged(documents)
        names = {one["customer_id"]: one["customer"] for one in documents}
        return {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_unpaid",
            "ages": follow_wording.age_labels(request.env),
            "rows": [
                {
                    "id": row.customer,
                    "name": names[row.customer],
                    "by_age": {age: float(part) for age, part in row.by_age.items()},
                    "total": float(row.total),
                }
                for row in rows
            ],
            "by_age": {age: float(part) for age, part in whole.by_age.items()},
            "total": float(whole.total),
        }

    def _choose_unpaid(self, documents, customer, age):
        """The documents behind a figure: of a customer, of an age, or all of them."""
        if customer.isdecimal():
            documents = [d for d in documents if str(d["customer_id"]) == customer]
        if age in engine.AGES:
            documents = [d for d in documents if d["age"] == age]
        today = fields.Date.context_today(request.env.user)
        return {
            "chosen_customer": customer,
            "chosen_age": age,
            "documents": [
                {
                    **document,
                    "amount": float(document["amount"]),
                    "words": due_words(request.env, document["date_due"], today),
                }
                for document in documents
            ],
        }
