# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.http import request, route

from . import wording
from .portal import MAX_ID, CaeticPortal


class CaeticSharesPortal(CaeticPortal):
    """Page of a person's parts: what they hold, what they have still to pay."""

    def _get_own_associates(self):
        """Return the user's lines of the register, the open one first."""
        associates = request.env["caetic.associate"]
        domain = [("partner_id", "=", request.env.user.partner_id.id)]
        return associates.search(domain).sorted(
            lambda line: (bool(line.date_exit), -line.id)
        )

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "caetic_share_count" in counters:
            associates = self._get_own_associates()
            # Whoever has left still reads what is to be reimbursed.
            values["caetic_share_count"] = associates[:1].parts or len(associates)
        return values

    @route("/my/shares", type="http", auth="user", website=True, readonly=True)
    def portal_my_shares(self, **kw):
        values = self._prepare_shares_values()
        return request.render("caetic_members.portal_my_shares", values)

    def _prepare_shares_values(self):
        associates = self._get_own_associates()
        moves = associates.share_move_ids.filtered(lambda move: move.state != "draft")
        contracts = request.env["caetic.contract"].search(
            [
                ("member_id.user_id", "=", request.env.uid),
                ("kind", "=", "cesa"),
                ("state", "=", "running"),
            ],
            limit=1,
        )
        return {
            **self._person_page_values("shares"),
            "associate": associates[:1],
            "former": associates[1:],
            "moves": moves.sorted(lambda move: (move.date, move.id), reverse=True),
            "labels": wording.share_labels(request.env),
            "amounts": {move.id: self._get_shown_amount(move) for move in moves},
            "requests": moves.filtered("amount_left"),
            "deadline": contracts.association_deadline,
            "currency": request.env.company.currency_id,
        }

    def _get_shown_amount(self, move):
        """Money that a movement is about: paid, given back, or the value of parts."""
        by_kind = {
            "release": move.released_change,
            "reimbursement": move.payable_change,
            "withdrawal": move.value_change,
        }
        return by_kind.get(move.kind, move.value_change)

    @route(
        "/my/shares/<int:associate_id>/certificate",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def portal_my_shares_certificate(self, associate_id, **kw):
        # Unknown and forbidden give the same answer: nothing is learnt by trying.
        known = 0 < associate_id <= MAX_ID
        own = self._get_own_associates().filtered(lambda line: line.id == associate_id)
        if not (known and own):
            return request.redirect("/my/shares")
        content = self._render_certificate_sudo(own)
        name = f"{own._get_report_filename()}.pdf"
        return self._send_paper(content, name)

    def _render_certificate_sudo(self, associate):
        # Found as the user: the sheet also shows the cooperative's logo and identity.
        reports_sudo = request.env["ir.actions.report"].sudo()
        content, _kind = reports_sudo._render_qweb_pdf(
            "caetic_members.report_share_certificate", associate.ids
        )
        return content
