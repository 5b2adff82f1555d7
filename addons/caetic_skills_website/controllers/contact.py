# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from werkzeug.exceptions import NotFound

from odoo.http import request, route

from odoo.addons.caetic_members.controllers.refill import refill

from .directory import (
    GET,
    CaeticDirectory,
    check_address,
    directory_company,
    render_public,
)
from .wording import issue_texts

TYPED = ("name", "email", "phone", "body")
POST = {**GET, "readonly": False, "methods": ["POST"]}


def read_typed(post, names):
    """Return the texts of a form that has these fields, and nothing else of it."""
    typed = {name: post.get(name) for name in (*names, "token", "website_url")}
    return {name: text if isinstance(text, str) else "" for name, text in typed.items()}


def sender_key():
    """Return the fingerprint of who sends a form."""
    messages = request.env["caetic.public.message"]
    return messages._public_make_key(request.httprequest.remote_addr)


def render_form(template, values, typed=None, issues=None):
    """Return a form, empty or as it was filled in with what is wrong beside it.

    :param dict typed: texts of the visible fields
    :param dict issues: ``{field: code}``; ``form`` is said above the form
    """
    texts = issue_texts(request.env, issues or {})
    values["token"] = request.env["caetic.public.message"]._public_make_token()
    values["alert"] = texts.pop("form", "")
    values["noindex"] = True
    if not issues:
        return render_public(template, values)
    return refill(render_public(template, values, 422), typed, texts)


class CaeticDirectoryContact(CaeticDirectory):
    """A visitor writes to somebody, whose address is never shown."""

    def _directory_contact_values(self, slug):
        check_address(slug)
        profile_sudo = request.env["caetic.profile"]._public_get(
            slug, directory_company()
        )
        if not profile_sudo:
            raise NotFound
        values = {
            "person": profile_sudo.name,
            "url": profile_sudo._public_get_url(),
            "years": request.env["caetic.public.message"]._public_get_years(),
            "additional_title": request.env._(
                "Write to %(person)s", person=profile_sudo.name
            ),
        }
        return profile_sudo, values

    @route(
        "/annuaire/personnes/<string:slug>/contact",
        auth="public",
        **{**GET, "methods": ["GET"]},
    )
    def directory_contact(self, slug, **kw):
        _profile_sudo, values = self._directory_contact_values(slug)
        return render_form("directory_contact", values)

    @route("/annuaire/personnes/<string:slug>/contact", auth="public", **POST)
    def directory_contact_send(self, slug, **post):
        profile_sudo, values = self._directory_contact_values(slug)
        messages = request.env["caetic.public.message"]
        typed, key = read_typed(post, TYPED), sender_key()
        issues = messages._public_check(typed, key, profile_sudo)
        if issues:
            shown = {name: typed[name] for name in TYPED}
            return render_form("directory_contact", values, shown, issues)
        messages._public_send(profile_sudo, typed, key)
        return request.redirect(f"{values['url']}/merci", code=303)

    @route("/annuaire/personnes/<string:slug>/merci", auth="public", **GET)
    def directory_contact_sent(self, slug, **kw):
        _profile_sudo, values = self._directory_contact_values(slug)
        return render_public("directory_contact_sent", {**values, "noindex": True})
