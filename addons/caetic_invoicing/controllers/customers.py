# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal, path_id
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .. import engine
from . import wording

CUSTOMER_FIELDS = (
    "kind",
    "name",
    "siret",
    "vat",
    "email",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "country",
    "public",
    "service",
    "engagement",
)
PAGE_SIZE = 50


class CustomersPortal(CaeticPortal):
    """An entrepreneur's own list of customers."""

    def _read_form(self, post, names, prefix=""):
        """Return the named fields of a form as texts; nothing else is kept."""
        keys = [f"{prefix}{name}" for name in names]
        return {key: str(post[key]) for key in keys if key in post}

    def _prepare_customer_form(self, partner):
        return {
            "kind": "company" if partner.is_company or not partner else "person",
            "name": partner.name or "",
            "siret": partner.company_registry or "",
            "vat": partner.vat or "",
            "email": partner.email or "",
            "phone": partner.phone or "",
            "street": partner.street or "",
            "street2": partner.street2 or "",
            "zip": partner.zip or "",
            "city": partner.city or "",
            "country": partner.country_id.code or "FR",
            "public": "1" if partner.caetic_public_body else "",
            "service": partner.caetic_service_code or "",
            "engagement": partner.caetic_engagement or "",
        }

    def _get_countries(self):
        countries = request.env["res.country"].search([])
        return [(country.code, country.name) for country in countries]

    @route(
        [
            "/my/activities/<int:activity_id>/customers",
            "/my/activities/<int:activity_id>/customers/page/<int:page>",
        ],
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_customers(
        self, activity_id, page=1, q="", archived="", message=None, count="", **kw
    ):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        query = engine.clean_text(q)[:64]
        values = self._prepare_customers_values(
            activity, min(max(path_id(page), 1), MAX_ID), query, bool(archived)
        )
        return request.render(
            "caetic_invoicing.portal_my_customers",
            {
                **values,
                "message": message,
                "count": count if count.isdecimal() else "",
            },
        )

    def _prepare_customers_values(self, activity, page, query, archived):
        customers, total = activity._portal_find_customers(
            query, archived, (page - 1) * PAGE_SIZE, PAGE_SIZE
        )
        base = f"/my/activities/{activity.id}/customers"
        asked = {"q": query, "archived": "1" if archived else ""}
        asked = {name: value for name, value in asked.items() if value}
        return {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_customers",
            "customers": customers,
            "total": total,
            "query": query,
            "is_archive": archived,
            "pager": portal_pager(base, total, page, PAGE_SIZE, url_args=asked),
        }

    @route(
        [
            "/my/activities/<int:activity_id>/customers/new",
            "/my/activities/<int:activity_id>/customers/<int:customer_id>",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_customer(self, activity_id, customer_id=0, **post):
        activity = self._get_own_activity(activity_id)
        customer_id = path_id(customer_id)
        if not activity or customer_id > MAX_ID:
            return request.redirect("/my")
        partner = activity._portal_get_customer(customer_id, archived=True)
        if customer_id and not partner:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            form = self._prepare_customer_form(partner)
            return self._render_customer(activity, partner, form)
        return self._save_customer(activity, partner, post)

    def _save_customer(self, activity, partner, post):
        form = self._read_form(post, CUSTOMER_FIELDS)
        customer, issues = engine.parse_customer(form)
        issues = issues or activity._portal_check_customer(customer, partner)
        if not issues:
            try:
                with request.env.cr.savepoint():
                    activity._portal_save_customer(customer, partner)
            except AccessError:
                return request.redirect("/my")
            except UserError as error:
                return self._render_customer(
                    activity, partner, form, [], alert=error.args[0], status=422
                )
            return request.redirect(
                f"/my/activities/{activity.id}/customers?message=saved"
            )
        return self._render_customer(activity, partner, form, issues, status=422)

    def _render_customer(
        self, activity, partner, form, issues=(), alert="", status=200
    ):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_customer",
            "customer": partner,
            "contacts": activity._portal_get_contacts(partner) if partner else partner,
            "contact_kinds": wording.contact_kinds(request.env),
            "may_change": partner and partner.caetic_activity_ids == activity,
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "twin_id": self._get_twin(issues),
            "alert": alert,
            "countries": self._get_countries(),
        }
        return request.render(
            "caetic_invoicing.portal_my_customer", values, status=status
        )

    def _get_twin(self, issues):
        """Customer of the own list that already has the SIRET typed."""
        twins = [issue.params["id"] for issue in issues if issue.code == "duplicate"]
        return twins[0] if twins else 0
