# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from base64 import b64encode

from odoo import api, fields, models

from odoo.addons.caetic_members.uploads import check_upload

from .. import engine

KINDS = ("image", "pdf", "office")
TEXTS = {"name": 160, "summary": 1000, "author": 120, "licence": 160, "url": 500}
MOST_PROPOSALS = 20


class CaeticMemberLibrary(models.Model):
    """The library of the resource centre, from the portal: read, open, propose."""

    _inherit = "caetic.member"

    # -- read -------------------------------------------------------------------------

    def _portal_get_library_domain(self, filters):
        """Return the domain of the documents shown; to extend.

        :param dict filters: texts of the address: q, kind, trade
        """
        self._portal_check_hosted()
        member_sudo = self.sudo()  # Checked just above: their own company.
        domain = [
            ("state", "=", "published"),
            ("company_id", "=", member_sudo.company_id.id),
            *self.env["caetic.library.document"]._get_search_domain(filters["q"]),
        ]
        if filters["kind"] in dict(self._portal_get_library_kinds()):
            domain.append(("kind", "=", filters["kind"]))
        if filters["trade"].isdecimal():
            domain.append(("trade_ids", "=", int(filters["trade"][:9])))
        return domain

    def _portal_get_library(self, filters, offset=0, limit=None):
        """Return ``(rows, total)`` of the documents shown, the newest first."""
        domain = self._portal_get_library_domain(filters)
        # What is published is for every hosted member of the company.
        documents_sudo = self.env["caetic.library.document"].sudo()
        found_sudo = documents_sudo.search(domain, offset=offset, limit=limit)
        total = documents_sudo.search_count(domain)
        return [self._portal_get_library_row(one) for one in found_sudo], total

    @api.model
    def _portal_get_library_row(self, document_sudo):
        """Return a document as its card shows it; to extend."""
        fields_ = document_sudo._fields
        kinds = dict(fields_["kind"]._description_selection(self.env))
        languages = dict(fields_["language"]._description_selection(self.env))
        foreign = document_sudo.language not in (False, "fr")
        return {
            "id": document_sudo.id,
            "name": document_sudo.name,
            "kind": kinds[document_sudo.kind],
            "summary": document_sudo.summary or "",
            "author": document_sudo.author or "",
            "licence": document_sudo.licence or "",
            "date": document_sudo.date,
            "language": languages[document_sudo.language] if foreign else "",
            "trades": document_sudo.trade_ids.mapped("name"),
            "is_link": bool(document_sudo.url),
            "state": document_sudo.state,
            "answer": document_sudo.answer or "",
        }

    @api.model
    def _portal_get_library_kinds(self):
        """Return ``[(code, label)]`` of the kinds of document."""
        documents = self.env["caetic.library.document"]
        return documents._fields["kind"]._description_selection(self.env)

    @api.model
    def _portal_get_library_trades(self):
        """Return ``[(number, name)]`` of the trades of the cooperative."""
        # The trades are the cooperative's own list, no secret.
        trades_sudo = self.env["caetic.trade"].sudo()
        return [(one_sudo.id, one_sudo.name) for one_sudo in trades_sudo.search([])]

    def _portal_get_library_document_sudo(self, document_id):
        """Return a document that the person may open, or an empty record.

        Those that are visible to members, and their own proposals.
        """
        self._portal_check_hosted()
        # As in ``_portal_get_library``.
        documents_sudo = self.env["caetic.library.document"].sudo()
        member_sudo = self.sudo()  # Checked just above: their own company.
        return documents_sudo.search(
            [
                ("id", "=", document_id),
                ("company_id", "=", member_sudo.company_id.id),
                "|",
                ("state", "=", "published"),
                ("proposer_id", "=", self.id),
            ]
        )

    # -- propose ----------------------------------------------------------------------

    def _portal_get_proposals(self):
        """Return the rows of the documents that the person proposed."""
        self._portal_check_file()
        # As in ``_portal_get_library``: their own ones.
        documents_sudo = self.env["caetic.library.document"].sudo()
        found_sudo = documents_sudo.search(
            [("proposer_id", "=", self.id)], order="id desc", limit=MOST_PROPOSALS
        )
        return [self._portal_get_library_row(one) for one in found_sudo]

    def _portal_propose_document(self, raw, filename, content):
        """Propose a document to the staff, who publish it.

        :param dict raw: texts of the form: name, kind, summary, author, licence, url,
            trade
        :param bytes content: what was sent, empty for a link
        :returns: ``(caetic.library.document or empty, issues)``; issues are codes
        """
        self._portal_check_writable()
        self._portal_check_hosted()
        # The person has no right on documents: this one is typed field by field.
        documents_sudo = self.env["caetic.library.document"].sudo()
        texts = {name: raw.get(name, "").strip() for name in TEXTS}
        upload, issue = (
            check_upload(filename, content, KINDS) if content else (None, "")
        )
        issues = self._check_library_proposal(raw, texts, content)
        if issue:
            issues["file"] = issue
        waiting = [("proposer_id", "=", self.id), ("state", "=", "proposed")]
        if not issues and documents_sudo.search_count(waiting) >= MOST_PROPOSALS:
            issues[""] = "waiting"
        if issues:
            return documents_sudo, issues
        values = self._prepare_library_proposal(raw, texts)
        if upload:
            values["document"] = b64encode(upload.content)
            values["filename"] = upload.name
        return documents_sudo.create(values), {}

    def _prepare_library_proposal(self, raw, texts):
        """Values of a proposed document, its file left out."""
        member_sudo = self.sudo()  # Checked by the caller: their own company.
        return {
            "name": texts["name"],
            "summary": texts["summary"],
            "author": texts["author"],
            "licence": texts["licence"],
            "url": texts["url"] or False,
            "kind": raw["kind"],
            "trade_ids": self._read_library_trade(raw),
            "state": "proposed",
            "proposer_id": self.id,
            "company_id": member_sudo.company_id.id,
            "date": fields.Date.context_today(self),
        }

    def _check_library_proposal(self, raw, texts, content):
        issues = {
            name: "too_long" for name, most in TEXTS.items() if len(texts[name]) > most
        }
        if not texts["name"]:
            issues["name"] = "required"
        if raw.get("kind") not in dict(self._portal_get_library_kinds()):
            issues["kind"] = "required"
        if bool(texts["url"]) == bool(content):
            issues["url" if content else "file"] = "one_of_two"
        elif not content and not engine.is_web_link(texts["url"]):
            issues["url"] = "link"
        return issues

    @api.model
    def _read_library_trade(self, raw):
        known = dict(self._portal_get_library_trades())
        text = raw.get("trade", "")
        number = int(text) if text.isdecimal() and len(text) < 10 else 0
        return [(6, 0, [number])] if number in known else []
