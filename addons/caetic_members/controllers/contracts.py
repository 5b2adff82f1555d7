# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.http import request, route

from .contract_words import (
    association_words,
    contract_dates,
    contract_title,
    signed_words,
)
from .portal import MAX_ID
from .shares import CaeticSharesPortal

# What a draft says is not settled yet: it is shown once it is sent.
SHOWN = ("sent", "signed", "running", "ended")


class CaeticContractPortal(CaeticSharesPortal):
    """« Mes contrats »: read, sign, download one's own contracts."""

    def _get_own_contracts(self):
        """Contracts of the user as a member, latest first, read as the user."""
        contracts = request.env["caetic.contract"]
        if not contracts.has_access("read"):
            return contracts
        return contracts.search(self._get_contract_domain())

    def _get_contract_domain(self):
        # The record rules of staff show more: these pages are the person's own.
        return [("member_id.user_id", "=", request.env.uid), ("state", "in", SHOWN)]

    def _get_contract(self, contract_id):
        """Return the contract if it is the user's own and shown, else none.

        An unknown identifier and another person's give the same answer.
        """
        contracts = request.env["caetic.contract"]
        if not 0 < contract_id <= MAX_ID or not contracts.has_access("read"):
            return contracts
        return contracts.search(
            [("id", "=", contract_id), *self._get_contract_domain()]
        )

    def _get_final_account(self, contract):
        """Return the confirmed final account of one's own contract."""
        accounts = request.env["caetic.final.account"]
        return accounts.search(
            [("contract_id", "in", contract.ids), ("state", "=", "confirmed")]
        )

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_contract_count" in counters:
            values["caetic_contract_count"] = len(self._get_own_contracts())
        return values

    @route("/my/contracts", type="http", auth="user", website=True, readonly=True)
    def portal_my_contracts(self, **kw):
        values = {
            **self._person_page_values("contracts"),
            "rows": [
                {
                    "contract": contract,
                    "title": contract_title(request.env, contract),
                    "dates": contract_dates(request.env, contract),
                }
                for contract in self._get_own_contracts()
            ],
        }
        return request.render("caetic_members.portal_my_contracts", values)

    @route(
        "/my/contracts/<int:contract_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_contract(self, contract_id, message=None, **kw):
        contract = self._get_contract(contract_id)
        if not contract:
            return request.redirect("/my")
        # Found as the user: its text names the scheme, which they may not open.
        text_sudo = contract.sudo().with_context(lang="fr_FR")
        values = {
            **self._person_page_values("contracts"),
            "page_name": "caetic_person_contract",
            "contract": contract,
            "o": text_sudo,
            "title_words": contract_title(request.env, contract),
            "dates": contract_dates(request.env, contract),
            "signed": signed_words(request.env, contract),
            "association": association_words(request.env, contract),
            "message": message if message == "signed" else None,
            "final_account": self._get_final_account(contract),
        }
        return request.render("caetic_members.portal_my_contract", values)

    @route(
        "/my/contracts/<int:contract_id>/sign",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_my_contract_sign(self, contract_id, name=None, signature=None):
        contract = self._get_contract(contract_id)
        if not contract:
            return {"error": request.env._("This contract is not to be signed.")}
        error = contract._sign_as_member(name, signature)
        if error:
            return {"error": error}
        return {
            "force_refresh": True,
            "redirect_url": f"/my/contracts/{contract.id}?message=signed",
        }

    @route(
        "/my/contracts/<int:contract_id>/pdf", type="http", auth="user", website=True
    )
    def portal_my_contract_pdf(self, contract_id, **kw):
        contract = self._get_contract(contract_id)
        if not contract or not contract._get_report_ref():
            return request.redirect("/my")
        return self._send_document(contract)

    @route(
        "/my/contracts/<int:contract_id>/final", type="http", auth="user", website=True
    )
    def portal_my_contract_final(self, contract_id, **kw):
        account = self._get_final_account(self._get_contract(contract_id))
        if not account:
            return request.redirect("/my")
        return self._send_document(account)

    def _send_document(self, document):
        """Send a document that was found as the user.

        :param document: record of ``caetic.archive.mixin``
        """
        try:
            content = document._get_pdf()
        except UserError as error:
            return request.make_response(str(error), status=409)
        name = f"{document._get_document_title()}.pdf"
        return self._send_paper(content, name)
