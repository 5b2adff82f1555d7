# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id

from .. import engine
from . import wording
from .customers import CustomersPortal

CONTACT_FIELDS = (
    "type",
    "name",
    "email",
    "phone",
    "street",
    "street2",
    "zip",
    "city",
    "country",
)


class ContactsPortal(CustomersPortal):
    """People and addresses of a customer; customers put away and taken back."""

    def _get_customer(self, activity_id, customer_id):
        """Return ``(activity, customer)`` of the user, empty when not theirs."""
        activity = self._get_own_activity(activity_id)
        if not activity or customer_id > MAX_ID:
            return activity, request.env["res.partner"]
        return activity, activity._portal_get_customer(customer_id, archived=True)

    @route(
        [
            "/my/activities/<int:activity_id>/customers/<int:customer_id>/archive",
            "/my/activities/<int:activity_id>/customers/<int:customer_id>/restore",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_customer_archive(self, activity_id, customer_id, **post):
        activity, partner = self._get_customer(activity_id, customer_id)
        if not partner:
            return request.redirect("/my")
        restores = request.httprequest.path.endswith("/restore")
        message = "restored" if restores else "archived"
        return self._act_on_customer(
            activity,
            partner,
            lambda: activity._portal_archive_customer(partner, restores),
            f"/my/activities/{activity.id}/customers?message={message}",
        )

    def _act_on_customer(self, activity, partner, act, url):
        """Do one act and go on, or say on the page of the customer why not."""
        try:
            with request.env.cr.savepoint():
                act()
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            form = self._prepare_customer_form(partner)
            return self._render_customer(
                activity, partner, form, alert=error.args[0], status=422
            )
        return request.redirect(url)

    @route(
        [
            "/my/activities/<int:activity_id>/customers/<int:customer_id>/contacts/new",
            "/my/activities/<int:activity_id>/customers/<int:customer_id>/contacts"
            "/<int:contact_id>",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_customer_contact(
        self, activity_id, customer_id, contact_id=0, **post
    ):
        activity, partner = self._get_customer(activity_id, customer_id)
        contact_id = path_id(contact_id)
        if not partner or contact_id > MAX_ID:
            return request.redirect("/my")
        contact = activity._portal_get_contact(partner, contact_id)
        if contact_id and not contact:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            form = activity._portal_get_contact_form(contact)
            return self._render_contact(activity, partner, contact, form)
        return self._save_contact(activity, partner, contact, post)

    def _save_contact(self, activity, partner, contact, post):
        form = self._read_form(post, CONTACT_FIELDS)
        typed, issues = engine.parse_contact(form)
        issues = issues or activity._portal_check_contact(typed)
        if issues:
            return self._render_contact(
                activity, partner, contact, form, issues, status=422
            )
        try:
            with request.env.cr.savepoint():
                activity._portal_save_contact(partner, typed, contact)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_contact(
                activity, partner, contact, form, alert=error.args[0], status=422
            )
        return request.redirect(f"/my/activities/{activity.id}/customers/{partner.id}")

    def _render_contact(
        self, activity, partner, contact, form, issues=(), alert="", status=200
    ):
        values = {
            **self._activity_page_values(activity, "sales"),
            "page_name": "caetic_contact",
            "customer": partner,
            "contact": contact,
            "form": form,
            "kinds": list(wording.contact_kinds(request.env).items()),
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
            "countries": self._get_countries(),
        }
        return request.render(
            "caetic_invoicing.portal_my_customer_contact", values, status=status
        )

    @route(
        "/my/activities/<int:activity_id>/customers/<int:customer_id>/contacts"
        "/<int:contact_id>/remove",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_customer_contact_remove(
        self, activity_id, customer_id, contact_id, **post
    ):
        activity, partner = self._get_customer(activity_id, customer_id)
        if not partner or contact_id > MAX_ID:
            return request.redirect("/my")
        contact = activity._portal_get_contact(partner, contact_id)
        if not contact:
            return request.redirect("/my")
        return self._act_on_customer(
            activity,
            partner,
            lambda: activity._portal_remove_contact(partner, contact),
            f"/my/activities/{activity.id}/customers/{partner.id}",
        )
