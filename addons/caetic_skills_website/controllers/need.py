# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.http import request, route

from ..engine import read_budget
from .contact import POST, read_typed, render_form, sender_key
from .directory import GET, CaeticDirectory, directory_company, render_public

TYPED = (
    "name",
    "email",
    "phone",
    "organisation",
    "title",
    "body",
    "date_start",
    "date_end",
    "budget",
    "town",
    "work_mode",
)
LENGTHS = {"organisation": 100, "title": 120, "town": 100}
DAYS = ("date_start", "date_end")
MODES = ("both", "onsite", "remote")


class CaeticDirectoryNeed(CaeticDirectory):
    """A visitor says what they need: an opportunity that a team may answer."""

    def _directory_need_values(self, chosen=()):
        company = directory_company()
        return {
            "company": company,
            "families": request.env["caetic.trade"]._public_get_choices(),
            "chosen": frozenset(chosen),
            "years": request.env["caetic.public.message"]._public_get_years(),
            "additional_title": request.env._("Your need"),
            "website_meta_description": request.env._(
                "Say what you need: %(company)s proposes the people or the team.",
                company=company.name,
            ),
        }

    @route(
        "/annuaire/besoin",
        auth="public",
        **{**GET, "methods": ["GET"], "sitemap": True},
    )
    def directory_need(self, **kw):
        return render_form("directory_need", self._directory_need_values())

    @route("/annuaire/besoin", auth="public", **POST)
    def directory_need_send(self, **post):
        numbers = request.httprequest.form.getlist("trade")
        values = self._directory_need_values(numbers)
        messages = request.env["caetic.public.message"]
        typed, key = read_typed(post, TYPED), sender_key()
        need, wrong = self._directory_read_need(typed, values)
        issues = {**wrong, **messages._public_check(typed, key)}
        if issues:
            shown = {name: typed[name] for name in TYPED}
            return render_form("directory_need", values, shown, issues)
        messages._public_note_need(key, values["company"])
        opportunities = request.env["caetic.opportunity"]
        opportunities._create_from_public(need)
        return request.redirect("/annuaire/besoin/merci", code=303)

    def _directory_read_need(self, typed, values):
        """Return ``(values of the opportunity, issues)``: typed, each field named."""
        issues = {
            name: "form" for name, most in LENGTHS.items() if len(typed[name]) > most
        }
        if not typed["title"].strip():
            issues["title"] = "required"
        budget, issues["budget"] = read_budget(typed["budget"])
        days = {name: self._directory_read_day(typed[name]) for name in DAYS}
        issues.update({name: code for name, (_day, code) in days.items()})
        start, end = (days[name][0] for name in DAYS)
        if start and end and end < start:
            issues["date_end"] = "dates"
        known = {
            trade["id"] for family in values["families"] for trade in family["trades"]
        }
        mode = typed["work_mode"]
        need = {
            "name": typed["title"].strip(),
            "contact_name": self._directory_sign(typed),
            "contact_email": typed["email"].strip(),
            "contact_phone": typed["phone"].strip(),
            "description": typed["body"].strip(),
            "trade_ids": [
                number for number in known if str(number) in values["chosen"]
            ],
            "date_start": start,
            "date_end": end,
            "budget": float(budget),
            "town": typed["town"].strip(),
            "work_mode": mode if mode in MODES else MODES[0],
            "company_id": values["company"].id,
        }
        return need, {name: code for name, code in issues.items() if code}

    def _directory_sign(self, typed):
        """Return the visitor's name, with whom they work for."""
        names = (typed["name"].strip(), typed["organisation"].strip())
        return ", ".join(filter(None, names))

    def _directory_read_day(self, text):
        try:
            return fields.Date.to_date(text.strip() or False) or False, None
        except ValueError:
            return False, "date"

    @route("/annuaire/besoin/merci", auth="public", **GET)
    def directory_need_sent(self, **kw):
        values = {"company": directory_company(), "noindex": True}
        values["additional_title"] = request.env._("Your need")
        return render_public("directory_need_sent", values)
