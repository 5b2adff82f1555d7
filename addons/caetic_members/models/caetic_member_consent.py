# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models

from .caetic_consent import GIVEN_BY_DEFAULT, KINDS

SWITCHES = tuple(kind for kind, _label in KINDS if kind != "notice")


class CaeticMemberConsent(models.Model):
    """What a person accepts today, from the log of their answers."""

    _inherit = "caetic.member"

    consent_ids = fields.One2many("caetic.consent", "member_id", string="Consents")

    def _get_consents(self):
        """Return ``{member_id: {kind: bool}}``: the last answer, or the default."""
        answers = self.env["caetic.consent"].search_fetch(
            [("member_id", "in", self.ids)],
            ["member_id", "kind", "given"],
            order="date, id",
        )
        current = {
            member.id: {kind: kind in GIVEN_BY_DEFAULT for kind, _label in KINDS}
            for member in self
        }
        for answer in answers:
            current[answer.member_id.id][answer.kind] = answer.given
        return current

    def _has_consent(self, kind):
        """Tell whether the person accepts this use today (R801)."""
        self.ensure_one()
        return self._get_consents()[self.id][kind]

    def _get_unread_notice(self):
        """Return the notice in force that the person has not read yet."""
        self.ensure_one()
        notice = self.env["caetic.privacy.notice"]._get_current(self.company_id)
        read = self.consent_ids.filtered(lambda one: one.kind == "notice").notice_id
        return notice - read

    def _record_consents_sudo(self, answers, source):
        """Add the answers that change something.

        :param dict answers: ``{kind: bool}``
        :param str source: ``portal`` or ``paper``
        :returns: number of rows added
        """
        self.ensure_one()
        notice = self.env["caetic.privacy.notice"]._get_current(self.company_id)
        current = self._get_consents()[self.id]
        if notice and notice in self._get_unread_notice():
            current["notice"] = False
        rows = [
            {
                "member_id": self.id,
                "kind": kind,
                "given": given,
                "source": source,
                "notice_id": notice.id,
                "author_id": self.env.uid,
            }
            for kind, given in answers.items()
            if current[kind] != given
        ]
        # The person answers by the portal, without a right on the log.
        log_sudo = self.env["caetic.consent"].sudo()
        log_sudo.create(rows)
        return len(rows)
