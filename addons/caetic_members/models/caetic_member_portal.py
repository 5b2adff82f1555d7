# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .. import uploads
from ..engine import FormField, read_person

# Form name: where it is written, field there.
FORM = {
    "name": ("partner", "name"),
    "birth_name": ("member", "birth_name"),
    "sex": ("member", "sex"),
    "birthdate": ("member", "birthdate"),
    "birth_place": ("member", "birth_place"),
    "nationality": ("member", "nationality_id"),
    "street": ("partner", "street"),
    "street2": ("partner", "street2"),
    "zip": ("partner", "zip"),
    "city": ("partner", "city"),
    "country": ("partner", "country_id"),
    "email": ("partner", "email"),
    "phone": ("partner", "phone"),
    "family_status": ("member", "family_status"),
    "children_count": ("member", "children_count"),
    "emergency_contact": ("member", "emergency_contact"),
    "emergency_phone": ("member", "emergency_phone"),
}
KINDS = {
    "sex": "choice",
    "birthdate": "date",
    "nationality": "choice",
    "country": "choice",
    "email": "email",
    "phone": "phone",
    "family_status": "choice",
    "children_count": "count",
    "emergency_phone": "phone",
}
REQUIRED = ("name", "email")
GONE = ("left", "refused")
MAX_NOTE = 2000
MAX_LINE = 128


class CaeticMemberPortal(models.Model):
    """What a person does in their own file, from the portal.

    A portal user has no right to write. Each method checks that the file is theirs
    and still open, takes texts read by the engine, and does one named act.
    """

    _inherit = "caetic.member"

    change_ids = fields.One2many(
        "caetic.member.change", "member_id", string="Corrections asked for"
    )

    # -- doors ------------------------------------------------------------------------

    def _portal_check_file(self):
        """Refuse whoever is not the person.

        :raises AccessError: for others, staff included: they have the back office
        """
        self.ensure_one()
        # The login of the file is asked of the file itself, whatever rules hide it.
        member_sudo = self.sudo()
        if not self.env.user or member_sudo.user_id != self.env.user:
            raise AccessError(self.env._("This file is somebody else's."))

    def _portal_check_writable(self):
        """Refuse a person who has left: they read, and write no more.

        :raises AccessError: for others
        :raises UserError: for former members
        """
        self._portal_check_file()
        if not self._is_file_open():
            raise UserError(
                self.env._(
                    "You have left the cooperative: your file can be read, not changed."
                )
            )

    def _is_file_open(self):
        """Tell whether the person still writes in their file."""
        self.ensure_one()
        member_sudo = self.sudo()  # The caller may be a portal user.
        return member_sudo.active and member_sudo.state not in GONE

    # -- the form ---------------------------------------------------------------------

    @api.model
    def _get_form_fields(self):
        """Return the engine's fields of the form, with the codes of their choices."""
        choices = self._get_form_choices()
        return tuple(
            FormField(
                name,
                KINDS.get(name, "text"),
                name in REQUIRED,
                frozenset(code for code, _label in choices.get(name, ())),
            )
            for name in FORM
        )

    @api.model
    def _get_form_choices(self):
        """Return ``{name: [(code, label)]}`` of the fields that offer a choice."""
        countries = [
            (country.code, country.name)
            for country in self.env["res.country"].search([])
        ]
        return {
            "nationality": countries,
            "country": countries,
            **{
                name: self._fields[name]._description_selection(self.env)
                for name in ("sex", "family_status")
            },
        }

    @api.model
    def _get_form_labels(self):
        """Return ``{name: label}`` of the fields of the form."""
        labels = {
            name: self._fields[field]._description_string(self.env)
            for name, (where, field) in FORM.items()
            if where == "member"
        }
        return {
            **labels,
            "name": self.env._("Name"),
            "street": self.env._("Street"),
            "street2": self.env._("Street (more)"),
            "zip": self.env._("Postcode"),
            "city": self.env._("Town"),
            "country": self.env._("Country"),
            "email": self.env._("E-mail"),
            "phone": self.env._("Phone"),
        }

    def _portal_get_form(self):
        """Return what the file says, as the texts of the form."""
        self._portal_check_file()
        member_sudo = self.sudo()  # Checked just above: it is their own file.
        return {name: member_sudo._get_form_text(name) for name in FORM}

    def _get_form_text(self, name):
        where, field = FORM[name]
        record = self.partner_id if where == "partner" else self
        value = record[field]
        if field in ("country_id", "nationality_id"):
            return value.code or ""
        if field == "children_count":
            return str(value)
        return str(value or "")

    def _portal_ask_correction(self, raw, note, today):
        """Record the corrections asked for.

        :param raw: ``{name: text}`` of the form
        :param str note: what the person adds
        :returns: ``(caetic.member.change or empty, issues)``; issues are codes
        """
        self._portal_check_writable()
        texts, issues = read_person(raw, self._get_form_fields(), today)
        if len(note) > MAX_NOTE:
            issues["note"] = "too_long"
        # The person asks, staff write: the request is made for them.
        changes_sudo = self.env["caetic.member.change"].sudo()
        lines = self._prepare_corrections(texts)
        waiting = [("member_id", "=", self.id), ("state", "=", "asked")]
        if not issues and not lines and not note:
            issues[""] = "nothing"
        elif not issues and changes_sudo.search_count(waiting, limit=1):
            issues[""] = "waiting"
        if issues:
            return changes_sudo, issues
        values = {"member_id": self.id, "note": note, "line_ids": lines}
        return changes_sudo.create(values), {}

    def _prepare_corrections(self, texts):
        """Return the commands of the fields that differ from the file."""
        before = self._portal_get_form()
        return [
            fields.Command.create(
                {"field_name": name, "old_value": before[name], "new_value": text}
            )
            for name, text in texts.items()
            if text != before[name]
        ]

    def _write_corrections(self, lines):
        """Write accepted corrections: named fields, typed values."""
        self.ensure_one()
        self.check_access("write")
        values = {"partner": {}, "member": {}}
        for line in lines:
            where, field = FORM[line.field_name]
            values[where][field] = self._get_typed(field, line.new_value or "")
        self.write(values["member"])
        if values["partner"]:
            # Advisers accept corrections of their people without a right on contacts.
            partner_sudo = self.partner_id.sudo()
            partner_sudo.write(values["partner"])

    @api.model
    def _get_typed(self, field, text):
        if field in ("country_id", "nationality_id"):
            return self.env["res.country"].search([("code", "=", text)], limit=1).id
        if field == "children_count":
            return int(text or 0)
        return text or False

    # -- papers -----------------------------------------------------------------------

    def _portal_get_document_types(self):
        """Return the kinds of paper that a person may send, in superuser mode."""
        # The list is the cooperative's own: its names, which are no secret, leave here.
        kinds_sudo = self.env["caetic.document.type"].sudo()
        return kinds_sudo.search([("active", "=", True)])

    def _portal_add_document(self, type_id, filename, content, note=""):
        """Put a paper into the file, to be checked.

        :param int type_id: kind of paper, of the list
        :param bytes content: what was sent
        :returns: ``(caetic.member.document or empty, issues)``; issues are codes
        """
        self._portal_check_writable()
        kinds = self._portal_get_document_types()
        kind = kinds.filtered(lambda one: one.id == type_id)
        paper, issue = uploads.check_upload(filename, content)
        issues = {"file": issue} if issue else {}
        if not kind:
            issues["type"] = "required"
        # The person has no right on papers: this one is typed field by field.
        documents_sudo = self.env["caetic.member.document"].sudo()
        if issues:
            return documents_sudo, issues
        document_sudo = documents_sudo.create(
            {
                "member_id": self.id,
                "type_id": kind.id,
                "filename": paper.name,
                "note": note[:MAX_LINE],
                "check_state": "to_check",
            }
        )
        document_sudo._set_content(paper.content)
        self._remind_staff_sudo(self, self.env._("Document to check: %s", kind.name))
        return document_sudo, {}

    def _remind_staff_sudo(self, record, summary):
        """Leave a reminder to the adviser, or to a coordinator where there is none.

        :param record: what to open, with reminders
        :param str summary: what waits, in words
        """
        self.ensure_one()
        # The person has no right to remind anybody: this is the one way.
        member_sudo = self.sudo()
        staff = member_sudo.adviser_id
        if not staff:
            group = self.env.ref("caetic_members.caetic_members_group_coordinator")
            # Same reason: who coordinates is not theirs to list.
            coordinators_sudo = group.sudo().all_user_ids
            staff = coordinators_sudo.filtered(
                lambda user: member_sudo.company_id in user.company_ids
            )[:1]
        if staff:
            record_sudo = record.sudo()  # Same reason.
            record_sudo.activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=staff.id
            )
