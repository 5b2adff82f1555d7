# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, CaeticPortal, path_id

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
)


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
        }

    def _get_countries(self):
        countries = request.env["res.country"].search([])
        return [(country.code, country.name) for country in countries]

    @route(
        "/my/activities/<int:activity_id>/customers",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_customers(self, activity_id, message=None, **kw):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_customers",
            "customers": activity._portal_get_customers(),
            "message": message,
        }
        return request.render("caetic_invoicing.portal_my_customers", values)

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
        partner = activity._portal_get_customer(customer_id)
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
