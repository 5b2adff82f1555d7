# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import fields
from odoo.http import request, route

from odoo.addons.caetic_members.controllers.refill import refill
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
        page = self._prepare_event_register_values(event)
        page["registration_error_code"] = f"caetic_{code}"
        page["caetic_form"] = code != "robot" and self._caetic_get_form(event, post)
        errors = request.env["caetic.member"]._get_answer_texts(
            {k: (k.split("-")[1], v) for k, v in post.items() if k.count("-") == 2}
        )
        view = "website_event.event_description_full"
        return refill(request.render(view, page, status=422), post, errors)

    def _caetic_get_form(self, event, post):
        """Return Odoo's own form for as many people; its script opens it by itself."""
        asked = [text for key, text in post.items() if key.endswith("-event_ticket_id")]
        if not all(map(str.isdecimal, asked)):
            return ""
        order = {f"nb_register-{text}": asked.count(text) for text in asked}
        return self.registration_new(event, **order) or ""

    def _caetic_get_error(self, event, post):
        """Return what is wrong in the form, a code of the page, or None."""
        try:
            people = self._process_attendees_form(event, dict(post))
        except (ValueError, TypeError):
            return "form"
        members = request.env["caetic.member"]
        for person in people:
            answers = person.get("registration_answer_ids", [])
            texts = [one[2].get("value_text_box") or "" for one in answers]
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
