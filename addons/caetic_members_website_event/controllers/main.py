# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.http import request, route

from odoo.addons.website_event.controllers.main import WebsiteEventController

PEOPLE_A_DAY = 10


class CaeticWebsiteEvent(WebsiteEventController):
    """Registration to information meetings: Odoo's own pages, with checks of ours."""

    @route()
    def registration_confirm(self, event, **post):
        tag = request.env.ref("caetic_members_website_event.event_tag_information")
        event_sudo = event.sudo()  # The tags of a page are no secret.
        if tag not in event_sudo.tag_ids:
            return super().registration_confirm(event, **post)
        # Programs fill in what people do not see; nobody registers a crowd in a day.
        is_robot = post.pop("website_url", "")
        code = "robot" if is_robot else self._caetic_get_error(event, post)
        if not code:
            return super().registration_confirm(event, **post)
        tickets = [] if code == "robot" else self._caetic_get_tickets(event, post)
        if tickets:
            return self._caetic_render_again(event, post, code, tickets)
        url = f"/event/{request.env['ir.http']._slug(event)}/register"
        return request.redirect(f"{url}?registration_error_code=caetic_{code}")

    def _caetic_get_tickets(self, event, post):
        """Return the tickets of a form that was sent, as Odoo's own form takes them."""
        asked = [value for key, value in post.items() if "-event_ticket_id" in key]
        if not all(value.isdecimal() for value in asked):
            return []
        counts = {f"nb_register-{value}": asked.count(value) for value in asked}
        return self._process_tickets_form(event, counts)

    def _caetic_render_again(self, event, post, code, tickets):
        """Show the form as it was filled in, each error beside its field.

        Odoo's script opens the form by itself when the page has it.
        """
        members = request.env["caetic.member"]
        answers = {key: key.split("-")[1] for key in post if key.count("-") == 2}
        errors = {
            key: members._get_answer_error(kind, post[key])
            for key, kind in answers.items()
        }
        values = {
            **self._prepare_event_register_values(event),
            "registration_error_code": f"caetic_{code}",
            "tickets": tickets,
            "event_slot_id": post.get("1-event_slot_id"),
            "availability_check": True,
            "limit_check": True,
            "default_first_attendee": {},
            "caetic_typed": post,
            "caetic_errors": errors,
        }
        page = "website_event.event_description_full"
        return request.render(page, values, status=422)

    def _caetic_get_error(self, event, post):
        """Return what is wrong in the form, a code of the page, or None."""
        try:
            people = self._process_attendees_form(event, dict(post))
        except (ValueError, TypeError):
            return "form"
        members = request.env["caetic.member"]
        for person in people:
            answers = [one[2] for one in person.get("registration_answer_ids", [])]
            texts = [one.get("value_text_box") or "" for one in answers]
            code = members._get_contact_error(person, texts)
            if code:
                return code
        visitor_sudo = request.env["website.visitor"]._get_visitor_from_request()
        since = fields.Datetime.now() - timedelta(days=1)
        # Counted for the visitor, who reads nothing of it.
        registrations_sudo = request.env["event.registration"].sudo()
        known = [("visitor_id", "in", visitor_sudo.ids), ("create_date", ">", since)]
        too_many = registrations_sudo.search_count(known) + len(people) > PEOPLE_A_DAY
        return "robot" if too_many else None if people else "form"
