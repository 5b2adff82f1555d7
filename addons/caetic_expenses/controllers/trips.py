# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route
from odoo.tools import format_date

from odoo.addons.caetic_members.controllers.portal import MAX_ID, path_id
from odoo.addons.caetic_members.uploads import check_upload, read_upload

from .. import engine
from . import wording
from .expenses import FORM_BYTES, ExpensesPortal

TRIP_FIELDS = (
    "date",
    "vehicle",
    "place_from",
    "place_to",
    "km",
    "both_ways",
    "purpose",
)
VEHICLE_FIELDS = ("name", "kind", "power", "electric", "plate", "date_from", "date_to")


class TripsPortal(ExpensesPortal):
    """Journeys and vehicles of an entrepreneur."""

    def _get_trips_url(self, activity, message=""):
        url = f"/my/activities/{activity.id}/trips"
        return f"{url}?message={message}" if message else url

    @route(
        "/my/activities/<int:activity_id>/trips",
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_activity_trips(self, activity_id, message="", **post):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        today = fields.Date.context_today(activity)
        if request.httprequest.method == "GET":
            form = {"date": today.isoformat()}
            return self._render_trips(activity, form, message=str(message))
        form = {name: str(post[name]) for name in TRIP_FIELDS if name in post}
        trip, issues = engine.parse_trip(form, today)
        issues += activity._portal_check_trip(trip)
        if issues:
            return self._render_trips(activity, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                activity._portal_add_trip(trip)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_trips(activity, form, alert=error.args[0], status=422)
        return request.redirect(self._get_trips_url(activity, "added"))

    def _render_trips(
        self, activity, form, issues=(), alert="", message="", status=200
    ):
        months = activity._portal_get_months()
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_trips",
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
            "message": message,
            "vehicles": activity._portal_get_vehicles(),
            "months": [self._write_month(activity, month) for month in months],
        }
        return request.render(
            "caetic_expenses.portal_my_activity_trips", values, status=status
        )

    def _write_month(self, activity, month):
        write = wording.amount_writer(request.env, activity.currency_id)
        return {
            **month,
            "code": month["month"].isoformat(),
            "title": format_date(request.env, month["month"], date_format="MMMM y"),
            "km_words": f"{month['km'].normalize():f}".replace(".", ","),
            "amount_words": write(float(month["amount"])),
        }

    @route(
        "/my/activities/<int:activity_id>/trips/<int:trip_id>/discard",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_trip_discard(self, activity_id, trip_id, **post):
        number = path_id(trip_id)
        return self._act_on_trips(
            activity_id,
            lambda activity: activity._portal_remove_trip(number),
            "removed",
        )

    @route(
        "/my/activities/<int:activity_id>/trips/claim",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_my_activity_trips_claim(self, activity_id, month="", vehicle="", **post):
        reader = engine.Reader({"month": month, "vehicle": vehicle})
        day = reader.date("month", required=True)
        number = reader.identifier("vehicle", required=True)
        if reader.issues:
            return request.redirect("/my")
        return self._act_on_trips(
            activity_id,
            lambda activity: activity._portal_claim_month(day, number),
            "submitted",
        )

    def _act_on_trips(self, activity_id, act, message):
        activity = self._get_own_activity(activity_id)
        if not activity:
            return request.redirect("/my")
        try:
            with request.env.cr.savepoint():
                act(activity)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            form = {"date": fields.Date.context_today(activity).isoformat()}
            return self._render_trips(activity, form, alert=error.args[0], status=422)
        if message == "submitted":
            return request.redirect(self._get_expenses_url(activity, message))
        return request.redirect(self._get_trips_url(activity, message))

    # -- vehicles ----------------------------------------------------------------------

    @route(
        [
            "/my/activities/<int:activity_id>/vehicles/new",
            "/my/activities/<int:activity_id>/vehicles/<int:vehicle_id>",
        ],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=FORM_BYTES,
    )
    def portal_my_activity_vehicle(self, activity_id, vehicle_id=0, **post):
        activity = self._get_own_activity(activity_id)
        number = path_id(vehicle_id)
        if not activity or number > MAX_ID:
            return request.redirect("/my")
        vehicle = activity._portal_get_vehicle(number)
        if number and not vehicle:
            return request.redirect("/my")
        if request.httprequest.method == "GET":
            return self._render_vehicle(activity, vehicle, self._read_vehicle(vehicle))
        form = {name: str(post[name]) for name in VEHICLE_FIELDS if name in post}
        return self._save_vehicle(activity, vehicle, form, post.get("card"))

    def _save_vehicle(self, activity, vehicle, form, sent):
        values, issues = engine.parse_vehicle(form)
        filename, content = read_upload(sent)
        card, code = check_upload(filename, content) if content else (None, "")
        if code:
            issues.append(engine.Issue("card", "upload", {"reason": code}))
        if not (content or vehicle.card_name):
            issues.append(engine.Issue("card", "card"))
        if issues:
            return self._render_vehicle(activity, vehicle, form, issues, status=422)
        try:
            with request.env.cr.savepoint():
                activity._portal_save_vehicle(values, card, vehicle)
        except AccessError:
            return request.redirect("/my")
        except UserError as error:
            return self._render_vehicle(
                activity, vehicle, form, alert=error.args[0], status=422
            )
        return request.redirect(self._get_trips_url(activity, "vehicle"))

    def _read_vehicle(self, vehicle):
        if not vehicle:
            today = fields.Date.context_today(vehicle)
            return {
                "kind": "car",
                "date_from": today.replace(month=1, day=1).isoformat(),
            }
        return {
            "name": vehicle.name,
            "kind": vehicle.kind,
            "power": str(vehicle.power),
            "electric": "1" if vehicle.electric else "",
            "plate": vehicle.plate,
            "date_from": vehicle.date_from.isoformat(),
            "date_to": vehicle.date_to.isoformat() if vehicle.date_to else "",
        }

    def _render_vehicle(self, activity, vehicle, form, issues=(), alert="", status=200):
        kinds = request.env["caetic.vehicle"]._fields["kind"]
        values = {
            **self._activity_page_values(activity, "money"),
            "page_name": "caetic_vehicle",
            "vehicle": vehicle,
            "form": form,
            "errors": wording.issue_texts(request.env, issues),
            "alert": alert,
            "kinds": kinds._description_selection(request.env),
        }
        return request.render(
            "caetic_expenses.portal_my_activity_vehicle", values, status=status
        )
