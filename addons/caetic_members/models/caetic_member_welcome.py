# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import email_normalize

from .caetic_abstract_import import is_address

# The cooperative has not answered yet, or has said yes.
OPEN = ("prospect", "informed", "diagnosed", "committee", "admitted")
PRESENT = (*OPEN, "cape", "cesa", "associate")
# Longest texts that a visitor may write.
LENGTHS = {"name": 100, "email": 150, "phone": 40}
ANSWER_LENGTH = 1000


class CaeticMemberWelcome(models.Model):
    """Candidates who come by themselves, from a public form."""

    _inherit = "caetic.member"

    @api.model
    def _get_contact_error(self, values, texts=()):
        """Return what is wrong with a visitor's details, as a code; None if nothing.

        :param dict values: ``name``, ``email``, ``phone`` as typed
        :param texts: what else was written
        """
        typed = {kind: values.get(kind) for kind in LENGTHS}
        codes = [self._get_answer_error(*one) for one in typed.items()]
        codes += [self._get_answer_error("text", text) for text in texts]
        return next((code for code in codes if code), None)

    @api.model
    def _get_answer_error(self, kind, text):
        """Return what is wrong with one answer of a visitor: code, or None.

        :param str kind: ``name``, ``email``, ``phone``, or any other question
        """
        text = text or ""
        if kind == "name" and not text.strip():
            return "name"
        if kind == "email" and not is_address(text):
            return "email"
        return "form" if len(text) > LENGTHS.get(kind, ANSWER_LENGTH) else None

    @api.model
    def _get_answer_texts(self, answers):
        """Return what is wrong in a form, in words: ``{key: sentence}``.

        :param dict answers: ``{key: (kind, text)}``
        """
        texts = {
            "name": self.env._("Write your name."),
            "email": self.env._("Write an address such as name@example.com."),
            "form": self.env._("This answer is too long: shorten it."),
        }
        codes = {key: self._get_answer_error(*one) for key, one in answers.items()}
        return {key: texts[code] for key, code in codes.items() if code}

    @api.model
    def _welcome_sudo(self, values, company, sent_by=None, project=None):
        """Return the stay of whoever comes: the one that is open, or a new one.

        Nothing is written on somebody who is known already: an e-mail address proves
        nothing about who types it.

        :param dict values: ``name``, ``email``, ``phone``
        :param sent_by: name of an organisation, as the person wrote it
        :param project: trade or project, as the person wrote it
        :returns: caetic.member, empty without an e-mail address
        """
        address = email_normalize(values.get("email"))
        if not address:
            return self.browse()
        # A visitor has no right here; the caller has checked what was typed.
        members_sudo = self.sudo()
        known = members_sudo._find_by_email(address)
        known = known.filtered(lambda stay: stay.company_id == company)
        current = known.filtered(lambda stay: stay.state in PRESENT)
        if current:
            return current[:1]
        row = {"company_id": company.id, "adviser_id": False}
        row["project_summary"] = project or False
        if known:
            row["partner_id"] = known[0].partner_id.id
        else:
            row.update(name=values.get("name") or address, email=address)
            row["phone"] = values.get("phone") or False
        member_sudo = members_sudo.create(row)
        member_sudo.prescriber_id = member_sudo._find_organisation(sent_by)
        return member_sudo

    def _find_organisation(self, name):
        """Return the partner of the cooperative of that name, whatever its case."""
        name = " ".join((name or "").split())
        if not name:
            return self.env["res.partner"]
        pattern = name.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        domain = [
            ("caetic_organisation_kind", "!=", False),
            ("name", "=ilike", pattern),
        ]
        return self.env["res.partner"].search(domain, limit=1)
