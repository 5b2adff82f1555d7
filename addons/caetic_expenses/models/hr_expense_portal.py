# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

OPEN = ("draft", "refused")


class HrExpensePortal(models.Model):
    """What claimants do with their own expenses, from the portal.

    Records come in superuser mode from the activity, which has checked whose they are
    (``_portal_get_expense``).
    """

    _inherit = "hr.expense"

    def _portal_check_own(self):
        """Refuse whoever is not the claimant of each expense.

        :raises AccessError: for fellow members and staff
        """
        for expense in self:
            if expense.caetic_member_id.user_id != self.env.user:
                raise AccessError(self.env._("This expense is somebody else's."))
            expense.caetic_activity_id._portal_check()

    def _portal_check_present(self):
        """Refuse a member who has left: they read their expenses, no more."""
        self._portal_check_own()
        for activity in self.caetic_activity_id:
            activity._portal_check_present()

    def _portal_get_url(self):
        self.ensure_one()
        return f"/my/activities/{self.caetic_activity_id.id}/expenses/{self.id}"

    def _portal_is_editable(self):
        """Kilometres are not changed: they are taken back, with their journeys."""
        self.ensure_one()
        is_receipt = self.product_id.caetic_expense_form == "receipt"
        return self.state in OPEN and is_receipt

    def _portal_is_open(self):
        self.ensure_one()
        return self.state in OPEN

    def _portal_get_row(self):
        """Return what lists and cards show of an expense; amounts in EUR."""
        self.ensure_one()
        return {
            "id": self.id,
            "url": self._portal_get_url(),
            "name": self.name,
            "kind": self.product_id.name,
            "form": self.product_id.caetic_expense_form,
            "date": self.date,
            "total": self.total_amount,
            "cost": self.caetic_cost,
            "vat": self.total_amount - self.caetic_cost,
            "waived": self.caetic_waived,
            "state": self.state,
            "reason": self.caetic_refusal_reason or "",
            "has_receipt": bool(self.nb_attachment),
            "may_edit": self._portal_is_editable(),
            "is_open": self._portal_is_open(),
        }

    def _portal_submit(self):
        """Send expenses to staff; receipts are proved by their paper (R414).

        :raises UserError: a receipt is missing
        """
        self._portal_check_present()
        for expense in self:
            if not expense._portal_is_open():
                raise UserError(self.env._("This expense has been sent already."))
            proved = expense.product_id.caetic_expense_form != "receipt"
            if not (proved or expense.nb_attachment):
                raise UserError(
                    self.env._(
                        "%(name)s: add the photo of the receipt first.",
                        name=expense.name,
                    )
                )
            if not expense.manager_id:
                expense.manager_id = expense._get_default_responsible_for_approval()
        self.write({"approval_state": "submitted", "caetic_refusal_reason": False})
        self.update_activities_and_mails()

    def _portal_discard(self):
        """Delete an expense that staff have not accepted; its journeys are free."""
        self._portal_check_present()
        if not all(one._portal_is_open() for one in self):
            raise UserError(self.env._("This expense has been sent already."))
        self.unlink()

    def _portal_copy(self):
        """Return a draft of today like this one, without its receipt."""
        self._portal_check_present()
        self.ensure_one()
        if self.product_id.caetic_expense_form == "mileage":
            raise UserError(self.env._("Kilometres come from your journeys."))
        return self.copy({"name": self.name, "date": fields.Date.context_today(self)})

    def _portal_get_receipt(self):
        """Return the paper of an expense, in superuser mode, or an empty record."""
        self._portal_check_own()
        return self.message_main_attachment_id or self.attachment_ids[:1]

    @api.autovacuum
    def _gc_kept_receipts(self):
        """Forget photos of forms that nobody has finished."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", 0),
                ("create_date", "<", limit),
            ]
        ).unlink()
