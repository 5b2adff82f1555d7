# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError

TEMPLATE = "caetic_invoicing.mail_template_share_{}"


class CaeticSaleShare(models.Model):
    """Both sides agree on a share (R426): who receives it accepts or refuses."""

    _inherit = "caetic.sale.share"

    @api.depends("percentage", "fixed_amount", "amount", "origin_id")
    def _compute_agreement_state(self):
        back = self.filtered("origin_id")
        # A credit note takes back what was agreed: nobody is asked again.
        back.agreement_state = "accepted"
        return super(CaeticSaleShare, self - back)._compute_agreement_state()

    def _get_agreement_figures(self):
        self.ensure_one()
        return {
            "percentage": f"{self.percentage:.4f}",
            "amount": f"{self.amount:.2f}",
        }

    def _get_agreed(self):
        """Return what was accepted and by whom, to keep when shares are rewritten."""
        return [
            {
                "activity": share.activity_id,
                "figures": share._get_agreement_figures(),
                "answer": (
                    share.agreement_user_id,
                    share.agreement_date,
                    share.agreement_figures,
                ),
            }
            for share in self
            if share.agreement_state == "accepted" and not share.origin_id
        ]

    def _agreement_keep(self, agreed):
        """Keep the agreements on the very same figures; each serves once.

        :param agreed: what ``_get_agreed`` returned
        """
        left = list(agreed)
        for share in self:
            same = [
                one
                for one in left
                if one["activity"] == share.activity_id
                and one["figures"] == share._get_agreement_figures()
            ]
            if same:
                share._agreement_remember(*same[0]["answer"])
                left.remove(same[0])

    @api.model_create_multi
    def create(self, vals_list):
        """Accept what stands already for every document."""
        shares = super().create(vals_list)
        shares._agree_elsewhere()
        return shares

    def _agree_elsewhere(self):
        """Accept the percentages of the whole that a convention or a team agreed on."""
        # Whoever writes a share need not read what was agreed on elsewhere.
        shares_sudo = self.sudo()
        by_document = shares_sudo.grouped(lambda share: share._get_document())
        for document, shares in by_document.items():
            agreed = document._caetic_get_agreed_shares()
            for share in shares:
                share._agree_alike(*agreed.get(share.activity_id, (None, None, None)))

    def _agree_alike(self, percentage, user, date):
        """Accept a share of the whole if its percentage is the one agreed on."""
        self.ensure_one()
        same = not self.move_line_id and self._to_engine().percentage == percentage
        if same and percentage and self.agreement_state != "accepted":
            figures = {"percentage": f"{self.percentage:.4f}"}
            self._agreement_remember(user, date, figures)

    def _agreement_answer(self, answer, figures, reason=False):
        # Read as the system: who receives a share may not read the document.
        if self.sudo()._get_document().state != "draft":
            raise UserError(self.env._("This document is issued already."))
        return super()._agreement_answer(answer, figures, reason)

    def _agreement_asked(self):
        for shares in self.grouped(
            lambda s: (s._get_document(), s.activity_id)
        ).values():
            template = shares[0]._get_mail_template("asked")
            shares[0]._agreement_tell(template, shares.activity_id)
        return super()._agreement_asked()

    def _agreement_answered(self):
        for share in self:
            document = share._get_document()
            template = share._get_mail_template("answered")
            share._agreement_tell(template, document.caetic_activity_id)
            document._caetic_share_answered(share)
        return super()._agreement_answered()

    def _get_mail_template(self, what):
        """Return the name of the mail that asks, or tells what was answered."""
        return TEMPLATE.format(what)

    def _get_asked_together(self):
        """Return the shares of the same document that the same activity answers."""
        self.ensure_one()
        return self._get_document().caetic_share_ids.filtered(
            lambda s: (
                s.activity_id == self.activity_id and s.agreement_state == "proposed"
            )
        )

    def _get_label(self):
        """Say what is shared: the words of the line, or of the first one of all."""
        self.ensure_one()
        lines = self._get_line() or self._get_document()._caetic_get_lines()
        texts = [line.name or line.product_id.name or "" for line in lines]
        first = next((text.strip() for text in texts if text.strip()), "")
        return first.splitlines()[0] if first else ""

    def _get_customer_name(self):
        """Name the customer to who shares the work, unless it is a private person."""
        self.ensure_one()
        customer = self._get_document().partner_id.commercial_partner_id
        return customer.name if customer.is_company else ""

    def _get_todo_title(self):
        """Say what waits for the answer of the activity that receives the share."""
        self.ensure_one()
        return self.env._(
            "Answer %(activity)s: a share of its invoice for you",
            activity=self.move_id.caetic_activity_id.name,
        )

    def _is_of_issued(self):
        """Tell whether the document has left: nobody answers any more."""
        self.ensure_one()
        return self.move_id.state == "posted"

    def _get_day(self):
        """Return the day of a document that has left."""
        self.ensure_one()
        return self.move_id.date
