# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import ValidationError

from .. import engine


class CaeticSharedMixin(models.AbstractModel):
    """A document whose parts go to other activities, once these have agreed (R426).

    A model that takes it has ``caetic_share_ids``, ``caetic_activity_id`` and the
    fields of approval, and defines the methods of the first part.
    """

    _name = "caetic.shared.mixin"
    _description = "Document that activities share"

    # -- to define --------------------------------------------------------------------

    def _caetic_get_lines(self):
        """Return the lines that are typed, in no order."""
        raise NotImplementedError

    def _caetic_get_line_amounts(self):
        """Return ``{line id: EUR without VAT}``, in the currency of the company."""
        raise NotImplementedError

    def _caetic_prepare_place(self, line_id):
        """Return what a share of this document, or of a line of it, has to say so."""
        raise NotImplementedError

    def _caetic_check_shareable(self):
        """Refuse new shares of a document that has left.

        :raises ValidationError: once it has
        """
        raise NotImplementedError

    def _caetic_lock(self):
        """Keep the document to oneself while an answer is counted.

        :raises UserError: when somebody else is at it
        """
        raise NotImplementedError

    def _caetic_read_again(self):
        """Look again at what holds a submitted document; let it go if nothing does."""
        raise NotImplementedError

    def _caetic_get_share_day(self):
        """Return the day whose convention counts."""
        return fields.Date.context_today(self)

    def _caetic_asks_shares(self):
        """Tell whether the other activities are asked."""
        return True

    def _caetic_tells_answers(self):
        """Tell whether its author still reads what each has answered."""
        return True

    # -- figures ----------------------------------------------------------------------

    def _caetic_get_shared_base(self, line=None):
        """Return what a share is of: a line, or all of them; EUR without VAT."""
        amounts = self._caetic_get_line_amounts()
        if line:
            return amounts.get(line.id, Decimal(0))
        return sum(amounts.values(), Decimal(0))

    def _caetic_get_shared_excess(self):
        """Tell whether a line gives away more than all of itself."""
        self.ensure_one()
        return engine.is_above_whole(
            self._caetic_get_line_amounts(),
            [share._to_engine() for share in self.caetic_share_ids],
        )

    def _caetic_check_excess(self):
        """Refuse shares above the whole: lines may have changed since they were typed.

        :raises ValidationError: above 100 % of a line or of the document
        """
        for document in self:
            if document.caetic_share_ids and document._caetic_get_shared_excess():
                raise ValidationError(
                    self.env._("The shares of a document cannot exceed 100 %.")
                )

    def _caetic_check_shares(self):
        """Refuse shares that the document cannot have.

        :raises ValidationError: of its own activity, of a line of another document,
            above the whole, or once it has left
        """
        self.ensure_one()
        owner, shares = self.caetic_activity_id, self.caetic_share_ids
        if not owner or owner in shares.activity_id:
            raise ValidationError(
                self.env._("A share goes to another activity than the seller's.")
            )
        own = self._caetic_get_lines()
        if any(share._get_line() - own for share in shares):
            raise ValidationError(
                self.env._("A share is of a line of the same document.")
            )
        self._caetic_check_excess()
        self._caetic_check_shareable()

    # -- agreement --------------------------------------------------------------------

    def _caetic_is_shared_read(self):
        """Tell whether staff read what activities share, although all have agreed."""
        self.ensure_one()
        return self._caetic_asks_shares() and self.company_id.caetic_staff_reads_shared

    def _caetic_get_unagreed(self):
        """Return the shares that their activities are asked and have not accepted."""
        asking = self.filtered(lambda document: document._caetic_asks_shares())
        return asking.caetic_share_ids.filtered(
            lambda share: share.agreement_state != "accepted"
        )

    def _caetic_get_agreed_shares(self):
        """Return ``{activity: (percentage, user, day)}`` that stand for the document.

        To extend: what a convention or a team has agreed on is not asked again.
        """
        self.ensure_one()
        day = self._caetic_get_share_day()
        return self.caetic_activity_id._get_convention_shares(day)

    def _caetic_share_answered(self, share):
        """Go on with a submitted document once its shares are answered."""
        self.ensure_one()
        if share.agreement_state == "refused":
            self._caetic_return_refused(share)
        elif self.caetic_approval_state == "submitted":
            self._caetic_lock()
            self._caetic_read_again()

    def _caetic_return_refused(self, share):
        """Give the document back to its author, with the reason of the colleague."""
        self.write(
            {
                "caetic_approval_state": "refused",
                "caetic_refusal_reason": self.env._(
                    "%(activity)s does not accept its share: %(reason)s",
                    activity=share.activity_id.name,
                    reason=share.agreement_reason,
                ),
            }
        )

    def _portal_get_shares(self):
        """Return what the seller sees of each share, and what was answered to it."""
        self.ensure_one()
        asks = self._caetic_asks_shares() and self._caetic_tells_answers()
        return [
            {
                "activity": share.activity_id.name,
                "label": share._get_label() if share._get_line() else "",
                "amount": share.amount,
                "currency": share.currency_id,
                "answer": share.agreement_state if asks else "",
                "reason": share.agreement_reason or "",
            }
            for share in self.caetic_share_ids
        ]

    def _portal_has_refused_share(self):
        """Tell whether a colleague, not staff, sent the document back."""
        states = self.caetic_share_ids.mapped("agreement_state")
        return self.state == "draft" and "refused" in states
