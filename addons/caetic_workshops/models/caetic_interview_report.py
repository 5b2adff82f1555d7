# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CaeticInterviewReport(models.Model):
    """Printed report of an interview: the shared parts, for the person (R805)."""

    _name = "caetic.interview"
    _inherit = ["caetic.interview", "caetic.archive.mixin"]

    def _get_report_ref(self):
        return "caetic_workshops.report_interview_action"

    def _is_document_final(self, report_name):
        return self.state == "done"

    def _get_document_title(self):
        self.ensure_one()
        return f"Compte rendu {self.date:%Y-%m-%d} {self.member_id.name}"

    def _get_printed_parts(self):
        """Return ``[(title, text)]`` of what is shared, whoever prints."""
        self.ensure_one()
        shared = self.note_ids.filtered("is_shared")
        return self._get_report_parts(shared)

    def _get_kind_words(self):
        return self._get_choice_words("kind")

    def _get_mode_words(self):
        return self._get_choice_words("mode")

    def _get_choice_words(self, name):
        self.ensure_one()
        choices = self._fields[name]._description_selection(self.env)
        return dict(choices).get(self[name], "")
