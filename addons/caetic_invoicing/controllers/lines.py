# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from .. import engine
from .customers import CustomersPortal

# Buttons of the rows of a form, which come back to it without saving.
ROW_ACTS = ("add_", "remove_", "up_", "refresh")


class LinesPortal(CustomersPortal):
    """The lines of a form, for each document that has them.

    A page that shows ``caetic_invoicing.portal_form_lines`` gives it what
    :meth:`_get_line_values` returns, and hands the buttons of :data:`ROW_ACTS` to
    :meth:`_change_rows`.
    """

    def _is_row_act(self, act):
        return act.startswith(ROW_ACTS)

    def _read_rows(self, post):
        """Return the fields of the rows of a form as texts; nothing else is kept."""
        rows = {key: str(post[key]) for key in post if engine.ROW.fullmatch(key)}
        return {**rows, **self._read_form(post, ["item"])}

    def _change_rows(self, activity, form, act):
        """Add, remove or move a row, without JavaScript."""
        if act == "add_item":
            return self._add_item(activity, form)
        return engine.change_rows(form, act)

    def _add_item(self, activity, form):
        """Fill a line from the catalogue: the last one, while it is empty."""
        item_id = engine.Reader(form).identifier("item")
        values = activity._portal_get_catalogue_row(item_id)
        if not values:
            return form
        return engine.fill_row({**form, "item": ""}, values)

    def _get_line_values(self, activity, form, act="", customer=None):
        """Return what the template of the lines needs.

        :param form: texts of the fields
        :param customer: chosen one of the own list: its country decides of the VAT
        :param act: button that was pressed; a row just added takes the cursor
        """
        rows = engine.rows_of(form, "line") or [0]
        return {
            "line_rows": [(row, engine.type_of(form, row)) for row in rows],
            "kind_options": activity._portal_get_kind_options(customer),
            "unit_options": activity._portal_get_unit_options(),
            "item_options": activity._portal_get_catalogue_options(),
            "per_line": activity._portal_is_per_line(),
            "focus_row": rows[-1] if act.startswith("add_") else None,
        }

    @route(
        "/my/activities/<int:activity_id>/invoices/rates",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_activity_rates(self, activity_id, customer="", **kw):
        """VAT of each kind of operation for a customer, for the script of the form."""
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        customer_id = engine.Reader({"customer": customer}).identifier("customer")
        partner = activity._portal_get_customer(customer_id)
        options = activity._portal_get_kind_options(partner)
        return request.make_json_response(
            {str(kind): [str(rate), tax] for kind, _name, rate, tax in options}
        )
