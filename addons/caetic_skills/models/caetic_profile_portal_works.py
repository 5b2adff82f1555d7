# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from odoo import api, fields, models

from odoo.addons.caetic_members.uploads import check_upload

from ..engine import read_link

MAX_NAME = 120
MAX_WORDS = 2000
KINDS = ("project", "certificate", "word")
MOST_PROOFS = 50
MOST_ITEMS = 40


class CaeticProfilePortalWorks(models.Model):
    """Proofs and portfolio of a person, written from the portal."""

    _inherit = "caetic.profile"

    # -- what both read ---------------------------------------------------------------

    @api.model
    def _read_work(self, form):
        """Return ``(values, issues)`` of what a proof and a piece of work share."""
        issues = {}
        name = " ".join(form["name"].split())
        if not name:
            issues["name"] = "required"
        for field, most in (("name", MAX_NAME), ("customer", MAX_NAME)):
            if len(form[field]) > most:
                issues[field] = "too_long"
        url, issue = read_link(form["url"])
        if issue:
            issues["url"] = issue
        values = {"name": name, "url": url, "customer": form["customer"].strip()}
        values["date"], issue = self._read_date(form["date"])
        if issue:
            issues["date"] = issue
        return values, issues

    @api.model
    def _read_date(self, text):
        """Return ``(date or False, issue)``; a month stands for its first day."""
        text = f"{text}-01" if len(text) == 7 else text
        try:
            return fields.Date.to_date(text) or False, ""
        except ValueError:
            return False, "date"

    def _get_named_skills(self, numbers):
        """Return the skills of the person among those numbers."""
        skills = self.current_line_ids.skill_id
        return skills.filtered(lambda skill: skill.id in numbers)

    def _portal_get_own_skills(self):
        """Return ``[(number, name)]`` of the skills of the person."""
        self._portal_check_own()
        skills_sudo = self.sudo().current_line_ids.skill_id  # Checked just above.
        return [(skill.id, skill.name) for skill in skills_sudo.sorted("name")]

    def _portal_find(self, name, number):
        """Return a proof or a piece of work of the person, in superuser mode.

        :param str name: ``proof_ids`` or ``item_ids``
        """
        self._portal_check_own()
        records_sudo = self.sudo()[name]  # Checked just above.
        return records_sudo.filtered(lambda one: one.id == number)

    def _portal_delete(self, name, number):
        """Delete a proof or a piece of work of the person; tell if it was there."""
        record_sudo = self._portal_find(name, number)  # It checks who asks.
        return bool(record_sudo.unlink()) if record_sudo else False

    # -- proofs -----------------------------------------------------------------------

    def _portal_get_proof(self, number):
        """Return the texts of the form of a proof, None when it is not theirs."""
        proof_sudo = self._portal_find("proof_ids", number)
        if not proof_sudo:
            return None
        return {
            "name": proof_sudo.name,
            "kind": proof_sudo.kind,
            "date": str(proof_sudo.date or ""),
            "date_end": str(proof_sudo.date_end or ""),
            "customer": proof_sudo.customer or "",
            "words": proof_sudo.words or "",
            "url": proof_sudo.url or "",
            "skills": set(proof_sudo.skill_ids.ids),
            "has_document": proof_sudo._get_row()["has_document"],
        }

    def _portal_save_proof(self, number, form, filename="", content=b""):
        """Make or change a proof; return issues by field.

        :param int number: proof of theirs to change, 0 for a new one
        :param bytes content: document, empty to keep the one that is there
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above: named fields only.
        values, issues = self._read_work(form)
        values["date_end"], issue = self._read_date(form["date_end"])
        if issue:
            issues["date_end"] = issue
        elif (
            values["date_end"]
            and values["date"]
            and values["date_end"] < values["date"]
        ):
            issues["date_end"] = "before"
        issues.update(self._check_proof(form))
        upload, issue = check_upload(filename, content) if content else (None, "")
        if issue:
            issues["document"] = issue
        if not number and len(profile_sudo.proof_ids) >= MOST_PROOFS:
            issues["name"] = "many"
        if issues:
            return issues
        skills = profile_sudo._get_named_skills(form["skills"])
        values.update(
            kind=form["kind"],
            words=form["words"].strip(),
            skill_ids=[fields.Command.set(skills.ids)],
        )
        if upload:
            values["document"] = b64encode(upload.content)
            values["document_name"] = upload.name
        profile_sudo._save_work("proof_ids", number, values)
        return {}

    @api.model
    def _check_proof(self, form):
        issues = {}
        if form["kind"] not in KINDS:
            issues["kind"] = "choice"
        if len(form["words"]) > MAX_WORDS:
            issues["words"] = "too_long"
        if form["kind"] == "word" and not form["words"].strip():
            issues["words"] = "required"
        return issues

    def _save_work(self, name, number, values):
        """Write a record of the profile, or make it."""
        record = self[name].filtered(lambda one: one.id == number)
        if number:
            record.write(values)
        else:
            record.create({**values, "profile_id": self.id})

    # -- portfolio --------------------------------------------------------------------

    def _portal_get_item(self, number):
        """Return the texts of the form of a piece of work, None when not theirs."""
        item_sudo = self._portal_find("item_ids", number)
        if not item_sudo:
            return None
        return {
            "name": item_sudo.name,
            "date": str(item_sudo.date or ""),
            "customer": item_sudo.customer or "",
            "description": item_sudo.description or "",
            "url": item_sudo.url or "",
            "skills": set(item_sudo.skill_ids.ids),
            "thumbnail": item_sudo._get_row()["thumbnail"],
        }

    def _portal_save_item(self, number, form, content=b""):
        """Make or change a piece of work; return issues by field.

        :param int number: piece of theirs to change, 0 for a new one
        :param bytes content: picture, empty to keep the one that is there
        """
        self._portal_check_own()
        profile_sudo = self.sudo()  # Checked just above: named fields only.
        values, issues = self._read_work(form)
        if len(form["description"]) > MAX_WORDS:
            issues["description"] = "too_long"
        if content:
            upload, issue = check_upload("", content, ("image",))
            if issue:
                issues["picture"] = issue
            else:
                values["image_1920"] = b64encode(upload.content)
        elif not number and not values["url"] and "url" not in issues:
            issues["picture"] = "picture_or_link"
        if not number and len(profile_sudo.item_ids) >= MOST_ITEMS:
            issues["name"] = "many"
        if issues:
            return issues
        skills = profile_sudo._get_named_skills(form["skills"])
        values.update(
            description=form["description"].strip(),
            skill_ids=[fields.Command.set(skills.ids)],
        )
        profile_sudo._save_work("item_ids", number, values)
        return {}

    # -- pictures and papers ----------------------------------------------------------

    @api.model
    def _portal_find_picture(self, item_id):
        """Return a piece of work that the user may see, in superuser mode.

        Their own, or one of a profile that colleagues see.
        """
        # The checks stand here: own stay, or a listed profile of the same company.
        items_sudo = self.env["caetic.portfolio.item"].sudo()
        item_sudo = items_sudo.search([("id", "=", item_id)], limit=1)
        is_seen = item_sudo and self._portal_may_see(item_sudo.profile_id)
        return item_sudo if is_seen else items_sudo.browse()

    @api.model
    def _portal_find_photo(self, profile_id):
        """Return a profile whose photo the user may see, in superuser mode."""
        # The checks stand in _portal_may_see.
        profiles_sudo = self.sudo()
        profile_sudo = profiles_sudo.search([("id", "=", profile_id)], limit=1)
        is_seen = profile_sudo and self._portal_may_see(profile_sudo)
        return profile_sudo if is_seen else profiles_sudo.browse()

    @api.model
    def _portal_may_see(self, profile_sudo):
        """Tell whether the user sees a profile: their own, or a colleague's."""
        stay = self._portal_get_hosted()
        is_own = bool(stay) and profile_sudo.member_id.id == stay.id
        return is_own or bool(self._portal_get_visible(profile_sudo.id))
