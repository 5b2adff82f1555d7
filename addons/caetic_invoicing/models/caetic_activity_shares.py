# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.caetic_members.engine import to_decimal

ASKED = [
    ("move_id.move_type", "=", "out_invoice"),
    ("move_id.state", "=", "draft"),
    ("agreement_asked", "!=", False),
]


class CaeticActivity(models.Model):
    """Shares of others' documents that an activity receives, as its pages show them.

    Its members never read the document of the other activity: each method gives the
    few words and figures that the agreement is about.
    """

    _inherit = "caetic.activity"

    def _get_shares_sudo(self):
        """caetic.sale.share in superuser mode, for reads filtered by this activity."""
        # Who receives a share may not read the document that it is a part of.
        return self.env["caetic.sale.share"].sudo()

    def _get_share_domain(self):
        """Shares that were asked, and those of issued documents."""
        self.ensure_one()
        shown = Domain("transfer_id", "!=", False) | self._get_asked_domain()
        return Domain("activity_id", "=", self.id) & shown

    def _get_asked_domain(self):
        """Shares that were asked of documents which wait for the answers."""
        return Domain(ASKED)

    def _get_share_states(self, shares):
        """Return ``{share: code}``: how far the document of each is."""
        states = shares.move_id._portal_get_states()
        return {share: states[share.move_id.id] for share in shares if share.move_id}

    def _portal_get_shares(self, offset=0, limit=50):
        """Return ``(rows, total)``, newest first.

        The number of queries does not depend on the number of shares.
        """
        self._portal_check()
        shares_sudo = self._get_shares_sudo()
        domain = self._get_share_domain()
        found_sudo = shares_sudo.search(
            domain, offset=offset, limit=limit, order="id desc"
        )
        states = self._get_share_states(found_sudo)
        rows = [self._prepare_share_row(share, states[share]) for share in found_sudo]
        return rows, shares_sudo.search_count(domain)

    def _portal_find_share(self, share_id):
        """One share that the activity receives, in superuser mode, or nothing."""
        self._portal_check()
        return self._get_shares_sudo().search(
            self._get_share_domain() & Domain("id", "=", share_id), limit=1
        )

    def _portal_get_share_row(self, share):
        """Return the same facts for one share, and what it brings once paid."""
        self._portal_check()
        states = self._get_share_states(share)
        amount = to_decimal(share.amount)
        in_base = self.company_id.caetic_transfers_in_base
        contribution = self._get_marginal_contribution(amount) if in_base else 0
        return {
            **self._prepare_share_row(share, states[share]),
            "contribution": contribution,
            "own": amount - contribution,
        }

    def _prepare_share_row(self, share, document_state):
        document = share._get_document()
        is_issued = share._is_of_issued()
        return {
            "id": share.id,
            "url": f"/my/activities/{self.id}/shares/{share.id}",
            "seller": document.caetic_activity_id.name,
            "label": share._get_label(),
            "customer": share._get_customer_name(),
            "percentage": share.percentage,
            "is_line": bool(share._get_line()),
            "is_refund": share.move_id.move_type == "out_refund",
            "amount": share.amount,
            "currency": share.currency_id,
            "date": share._get_day() if is_issued else share.agreement_asked,
            "is_issued": is_issued,
            "answer": share.agreement_state,
            "answered_by": share.agreement_user_id.name or "",
            "answered_on": share.agreement_date,
            "reason": share.agreement_reason or "",
            "document_state": document_state,
        }

    def _portal_answer_share(self, share_id, accepts, reason=""):
        """Accept or refuse a share for the activity.

        :param str reason: why it is refused
        :raises AccessError: for a share of somebody else
        :raises UserError: once it is answered or the document issued
        """
        share_sudo = self._portal_find_share(share_id)
        self._portal_check_present()
        if accepts:
            share_sudo._agreement_accept()
        else:
            share_sudo._agreement_refuse(reason)

    def _get_todo_sources(self):
        """Shares that wait for an answer."""
        return [
            *super()._get_todo_sources(),
            (self._get_share_todo, self._sql_share_todo()),
        ]

    def _sql_share_todo(self):
        return SQL(
            """
            SELECT FROM caetic_sale_share
            WHERE activity_id = %s AND agreement_state = 'proposed'
            """,
            self.id,
        )

    def _get_share_todo(self):
        self.ensure_one()
        asked = self._get_asked_domain() & Domain("agreement_state", "=", "proposed")
        waiting_sudo = self._get_shares_sudo().search(
            Domain("activity_id", "=", self.id) & asked, limit=5
        )
        return [
            {
                "title": share._get_todo_title(),
                "url": f"/my/activities/{self.id}/shares/{share.id}",
                "level": "warning",
            }
            for share in waiting_sudo
        ]
