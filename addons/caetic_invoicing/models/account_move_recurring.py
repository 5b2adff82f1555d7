# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """A draft that is the model of invoices that repeat: it never leaves itself."""

    _inherit = "account.move"

    caetic_recurring_ids = fields.One2many(
        "caetic.recurring.invoice",
        "source_id",
        string="Repeated by",
        groups="base.group_user",
    )

    def _caetic_is_model(self):
        """Tell whether a draft is only there to be repeated."""
        self.ensure_one()
        # Whoever writes the draft may not read what repeats it.
        return self.state == "draft" and bool(self.sudo().caetic_recurring_ids)

    def _portal_may_plan(self):
        return super()._portal_may_plan() and not self._caetic_is_model()

    def _caetic_submit(self):
        self._caetic_check_no_model()
        return super()._caetic_submit()

    def _caetic_check_no_model(self):
        """Refuse to issue what is only there to be repeated.

        :raises UserError: it leaves at each period, as another invoice
        """
        if any(move._caetic_is_model() for move in self):
            raise UserError(
                self.env._(
                    "This draft is the model of an invoice that repeats: it does not "
                    "leave itself."
                )
            )

    def _portal_discard(self):
        """Forget a model with what repeated it, once that is over."""
        self.ensure_one()
        # The member who discards the draft stopped its repetition before.
        recurring_sudo = self.sudo().caetic_recurring_ids
        if self.state == "draft" and recurring_sudo:
            self._portal_check_present()
            recurring_sudo._release_model()
        return super()._portal_discard()

    def _post(self, soft=True):
        self._caetic_check_no_model()
        return super()._post(soft=soft)
