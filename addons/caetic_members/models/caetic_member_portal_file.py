# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import format_date, format_datetime

from .caetic_consent import KINDS as CONSENTS
from .caetic_member_consent import SWITCHES
from .caetic_member_portal import FORM

SITUATION = (
    "date",
    "status",
    "unemployed_since",
    "rights_end_date",
    "education",
    "zip",
    "city",
    "external_activity",
)


class CaeticMemberPortalFile(models.Model):
    """The file as its person reads it, in words (RGPD art. 15, R805)."""

    _inherit = "caetic.member"

    def _portal_get_file(self):
        """Return what the page of the file shows; dates and choices in words.

        The number of queries does not depend on the length of the file.
        """
        self._portal_check_file()
        # Checked just above: their own file, whose advisers they may not read.
        member_sudo = self.sudo()
        return {
            "is_open": self._is_file_open(),
            "stage": member_sudo._get_word(member_sudo, "state"),
            "advisers": ", ".join(member_sudo.adviser_ids.mapped("name")),
            "identity": member_sudo._get_identity_rows(),
            "situation": member_sudo._get_rows(
                member_sudo.current_situation_id, SITUATION
            ),
            "documents": member_sudo._get_document_rows(),
            "steps": member_sudo._get_step_rows(),
            "interviews": member_sudo._get_interview_rows(),
            "change": member_sudo._get_change_row(),
            "missing": member_sudo._get_missing(),
        }

    def _get_word(self, record, name):
        """Return a value in words of the reader's language."""
        field, value = record._fields[name], record[name]
        if not value:
            return ""
        if field.type == "date":
            return format_date(self.env, value, date_format="d MMMM y")
        if field.type == "selection":
            return dict(field._description_selection(self.env))[value]
        return value.display_name if field.relational else str(value)

    def _get_rows(self, record, names):
        """Return ``[(label, words)]`` of the facts of a record that are known."""
        rows = [
            (record._fields[name]._description_string(self.env), words)
            for name in names
            if (words := self._get_word(record, name))
        ]
        return rows if record else []

    def _get_identity_rows(self):
        labels, choices = self._get_form_labels(), self._get_form_choices()
        rows = []
        for name in FORM:
            text = self._get_form_text(name)
            if name == "birthdate":
                text = self._get_word(self, "birthdate")
            words = dict(choices.get(name, ())).get(text, text)
            if words and (name, words) != ("children_count", "0"):
                rows.append((labels[name], words))
        return rows

    def _get_document_rows(self):
        return [
            {
                "id": document.id,
                "name": document.type_id.name,
                "has_file": bool(document.with_context(bin_size=True).file),
                "received": self._get_word(document, "date_received"),
                "expiry": self._get_word(document, "date_expiry"),
                "is_expired": document.is_expired,
                "state": document.check_state,
                "reason": document.refusal_reason or "",
            }
            for document in self.document_ids
        ]

    def _get_step_rows(self):
        steps = self.step_ids.filtered(lambda step: not step.is_corrected)
        return [
            {
                "date": self._get_word(step, "date"),
                "name": self._get_word(step, "kind"),
                "reason": step.reason or "",
            }
            for step in steps.sorted(lambda step: (step.date, step.id))
        ]

    def _get_interview_rows(self):
        return [
            {
                "date": self._get_word(interview, "date"),
                "name": interview.name,
                "adviser": interview.adviser_id.name,
                "participants": interview.participants or "",
                "objectives": interview.objectives or "",
                "decisions": interview.decisions or "",
            }
            for interview in self._get_held_interviews()
        ]

    def _get_change_row(self):
        """Return the last correction asked for, or None."""
        change = self.change_ids[:1]
        if not change:
            return None
        return {
            "state": change.state,
            "date": format_date(self.env, change.date, date_format="d MMMM y"),
            "reason": change.reason or "",
            "lines": [
                (line.label, line.old_text or "", line.new_text or "")
                for line in change.line_ids
            ],
            "note": change.note or "",
        }

    # -- personal data ----------------------------------------------------------------

    def _portal_get_privacy(self):
        """Return what the page of personal data shows."""
        self._portal_check_file()
        member_sudo = self.sudo()  # Checked just above: their own file.
        notice = self.env["caetic.privacy.notice"]._get_current(self.company_id)
        kinds = self.env["caetic.consent"]._fields["kind"]
        labels = dict(kinds._description_selection(self.env))
        current = member_sudo._get_consents()[self.id]
        logs_sudo = self.env["caetic.access.log"].sudo()  # Their own exports only.
        logs_sudo = logs_sudo.search([("member_id", "=", self.id)], limit=20)
        return {
            "notice": notice,
            "is_unread": bool(member_sudo._get_unread_notice()),
            "switches": [(kind, labels[kind], current[kind]) for kind in SWITCHES],
            "kept_until": member_sudo._get_word(member_sudo, "retention_date"),
            "logs": [
                {
                    "date": format_datetime(self.env, log.date),
                    "is_own": log.user_id == self.env.user,
                }
                for log in logs_sudo
            ],
        }

    def _portal_answer(self, answers):
        """Record the answers of the person; those who have left may still withdraw.

        :param dict answers: ``{kind: bool}``, of the kinds that there are
        :returns: number of answers that changed
        """
        self._portal_check_file()
        known = {kind for kind, _label in CONSENTS}
        mine_sudo = self.sudo()  # Checked just above: their own answers.
        return mine_sudo._record_consents_sudo(
            {kind: bool(given) for kind, given in answers.items() if kind in known},
            "portal",
        )
